using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Evidence that was altered proves nothing, and none of it makes anything but a verdict.</summary>
public sealed class PathMutationTests
{
    private static readonly DateTimeOffset Issued = Ask.At.AddDays(-5);
    private static readonly TestCa Root = new("CN=Root");
    private static readonly TestCa Middle = new("CN=Middle", Root);
    private static readonly X509Certificate2 Leaf = Middle.Issue(
        "CN=leaf", TestCa.KeyUsage(X509KeyUsageFlags.DigitalSignature), TestCa.Eku("1.3.6.1.5.5.7.3.4"), TestCa.Emails("alice@example.com"));

    private static readonly X509Certificate2 Other = Middle.Issue("CN=other");
    private static readonly byte[] RootList =
        Root.Crl(Issued, 1, [TestCrl.Scope(authorities: true)], new CrlLine(Root.Issue("CN=x"), Issued, X509RevocationReason.Superseded));

    private static readonly byte[] MiddleList = Middle.Crl(Issued, 3, [], new CrlLine(Other, Issued, X509RevocationReason.KeyCompromise, Issued, true));
    private static readonly byte[] Delta = Middle.Crl(Issued.AddDays(1), 4, [TestCrl.DeltaOf(3)], new CrlLine(Other, Issued, X509RevocationReason.RemoveFromCrl));
    private static readonly PathRequest Request = (Ask.For(Leaf, Root, Middle.Certificate) with { Purpose = KeyPurpose.EmailSigning }).With(RootList, MiddleList);

    [Fact]
    public void Every_bit_of_every_certificate_counts()
    {
        Ask.Valid(Request);
        EachBit(Leaf.RawData, flipped => Load(flipped) is { } leaf && IsValid(Request with { Certificate = leaf }));
        EachBit(Middle.Certificate.RawData, flipped => Load(flipped) is { } middle && IsValid(Request with { Intermediates = [middle] }));
    }

    [Fact]
    public void Every_bit_of_every_list_counts()
    {
        EachBit(RootList, flipped => IsValid(Request.With(flipped, MiddleList)));
        EachBit(MiddleList, flipped => IsValid(Request.With(RootList, flipped)));
        // Without the delta the certificate stays revoked.
        var held = Request with { Certificate = Other, Purpose = KeyPurpose.Any };
        Ask.Valid(held.With(RootList, MiddleList, Delta));
        EachBit(Delta, flipped => IsValid(held.With(RootList, MiddleList, flipped)));
    }

    [Fact]
    public void Every_signed_bit_of_a_response_counts()
    {
        var response = Response();
        var now = DateTimeOffset.UtcNow;
        Assert.True(OcspResponse.Check(response, Leaf, Middle.Certificate, now).IsOk);
        EachBit(response, flipped => OcspResponse.Check(flipped, Leaf, Middle.Certificate, now) is { IsOk: true, Value.Status: RevocationStatus.Good });
    }

    [Fact]
    public void Damage_makes_a_verdict_and_never_anything_else()
    {
        var lists = Mutation.Of(RootList, MiddleList, Delta);
        var certificates = Mutation.Of(
            Leaf.RawData, Middle.Certificate.RawData, Pkits.Certificate("nameConstraintsDN1CACert").RawData, Pkits.Certificate("P12Mapping1to3CACert").RawData);
        var response = Response();
        Gen.Select(certificates, certificates, lists, Mutation.Of(response)).Sample(
            damaged =>
            {
                var (first, second) = (Load(damaged.Item1) ?? Leaf, Load(damaged.Item2) ?? Middle.Certificate);
                var data = RevocationData.Read([damaged.Item3, RootList], [damaged.Item4]);
                Assert.All(data.Rejected, error => Assert.Contains(error.Code, Declared));
                var request = Request with
                {
                    Certificate = first,
                    Intermediates = [second, first, Middle.Certificate],
                    Revocation = data,
                    RequireExplicitPolicy = damaged.Item1.Length % 2 == 0,
                };
                _ = request.Validate();
                _ = (request with { Trust = TrustAnchors.Create([second]) is { IsOk: true, Value: var trust } ? trust : TrustAnchors.None }).Validate();
                var check = OcspResponse.Check(damaged.Item4, first, second, Ask.At);
                Assert.True(check.IsOk || Declared.Contains(check.Error.Code) || check.Error.Code is PkiErrorCode.OcspUnusable or PkiErrorCode.CertificateMalformed);
            },
            iter: Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") == "1" ? 100_000 : 3000, threads: 1);
    }

    private static PkiErrorCode[] Declared => [PkiErrorCode.CrlMalformed, PkiErrorCode.OcspMalformed, PkiErrorCode.OcspRefused];

    private static bool IsValid(PathRequest request) => request.Validate().Verdict == PathVerdict.Valid;

    private static X509Certificate2? Load(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void EachBit(byte[] valid, Func<byte[], bool> isTaken)
    {
        for (var bit = 0; bit < valid.Length * 8; bit++)
        {
            var flipped = (byte[])valid.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(isTaken(flipped), $"Bit {bit % 8} of octet {bit / 8} of {valid.Length} does not count: {Convert.ToHexString(valid)}");
        }
    }

    private static byte[] Response()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Path("index"), $"V\t400101000000Z\t\t{Leaf.SerialNumber}\tunknown\t/CN=leaf\n");
        folder.Write("ca", Middle.Certificate);
        folder.Write("key", Middle.Key);
        folder.Write("request", OcspRequest.Create(Leaf, Middle.Certificate, HashAlgorithmName.SHA256));
        OpenSsl.Run(
            "ocsp", "-index", folder.Path("index"), "-CA", folder.Path("ca"), "-rsigner", folder.Path("ca"), "-rkey", folder.Path("key"),
            "-reqin", folder.Path("request"), "-respout", folder.Path("response"), "-ndays", "7", "-resp_no_certs");
        return folder.Read("response");
    }
}
