using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>OCSP, with the machine's openssl as the responder. It knows no other time than now.</summary>
public sealed class OcspTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly byte[] Nonce = RandomNumberGenerator.GetBytes(32);

    private readonly TempFolder _folder = new();
    private readonly TestCa _ca = new("CN=OCSP CA");
    private readonly X509Certificate2 _good;
    private readonly X509Certificate2 _revoked;

    public OcspTests()
    {
        _good = _ca.Issue("CN=good");
        _revoked = _ca.Issue("CN=revoked");
        File.WriteAllText(
            _folder.Path("index"),
            $"V\t400101000000Z\t\t{_good.SerialNumber}\tunknown\t/CN=good\n"
            + $"R\t400101000000Z\t250601120000Z,keyCompromise\t{_revoked.SerialNumber}\tunknown\t/CN=revoked\n");
        _folder.Write("ca.pem", _ca.Certificate);
        _folder.Write("ca.key", _ca.Key);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SHA1", false)]
    [InlineData("SHA256", false)]
    [InlineData("SHA256", true)]
    public void Responder_that_is_the_issuer_is_believed(string hash, bool byKey)
    {
        var name = new HashAlgorithmName(hash);
        var good = Given.Ok(OcspResponse.Check(Ask(_good, "ca", name, byKey), _good, _ca.Certificate, Now, Nonce));
        Assert.Equal((RevocationStatus.Good, RevocationSource.OcspResponse), (good.Status, good.Source));
        var revoked = Given.Ok(OcspResponse.Check(Ask(_revoked, "ca", name, byKey), _revoked, _ca.Certificate, Now, Nonce));
        Assert.Equal((RevocationStatus.Revoked, X509RevocationReason.KeyCompromise), (revoked.Status, revoked.Reason));
        Assert.Equal(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero), revoked.RevokedAt);
    }

    [Fact]
    public void Response_is_read_without_being_believed()
    {
        var info = Given.Ok(OcspResponse.Read(Ask(_revoked, "ca")));
        Assert.Equal(Nonce, info.Nonce);
        var answer = Assert.Single(info.Answers);
        Assert.Equal((_revoked.SerialNumber, RevocationStatus.Revoked), (answer.SerialNumber, answer.Status));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    public void Delegated_responder_is_believed_if_its_certificate_says_so(bool ocspSigning, bool noCheck, bool isBelieved)
    {
        Delegate(_ca, ocspSigning ? "1.3.6.1.5.5.7.3.9" : "2.5.29.37.0", noCheck);
        var result = OcspResponse.Check(Ask(_good, "delegate"), _good, _ca.Certificate, Now, Nonce);
        if (isBelieved)
        {
            Assert.Equal(RevocationStatus.Good, Given.Ok(result).Status);
        }
        else
        {
            Given.Fails(PkiErrorCode.OcspUnusable, result);
        }
    }

    [Fact]
    public void Responder_of_another_authority_is_not_believed()
    {
        Delegate(new TestCa("CN=OCSP CA"), "1.3.6.1.5.5.7.3.9", noCheck: true);
        Given.Fails(PkiErrorCode.OcspUnusable, OcspResponse.Check(Ask(_good, "delegate"), _good, _ca.Certificate, Now, Nonce));
    }

    [Fact]
    public void Response_that_is_stale_early_without_the_nonce_or_about_another_is_unusable()
    {
        var response = Ask(_good, "ca");
        Given.Fails(PkiErrorCode.OcspUnusable, OcspResponse.Check(response, _good, _ca.Certificate, Now.AddDays(8), Nonce));
        Given.Fails(PkiErrorCode.OcspUnusable, OcspResponse.Check(response, _good, _ca.Certificate, Now.AddDays(-1), Nonce));
        Given.Fails(PkiErrorCode.OcspUnusable, OcspResponse.Check(response, _good, _ca.Certificate, Now, "other"u8));
        Given.Fails(PkiErrorCode.OcspUnusable, OcspResponse.Check(response, _revoked, _ca.Certificate, Now, Nonce));
        Given.Fails(PkiErrorCode.OcspMalformed, OcspResponse.Check(response.AsMemory(..^1), _good, _ca.Certificate, Now, Nonce));
    }

    [Fact]
    public void Responder_that_refuses_is_told_by_name()
    {
        // OCSPResponse { responseStatus tryLater }.
        var error = Given.Fails(PkiErrorCode.OcspRefused, OcspResponse.Read((byte[])[0x30, 0x03, 0x0A, 0x01, 0x03]));
        Assert.Contains("tryLater", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_the_responder_does_not_know_stays_unknown()
    {
        var stranger = _ca.Issue("CN=stranger");
        Assert.Equal(RevocationStatus.Unknown, Given.Ok(OcspResponse.Check(Ask(stranger, "ca"), stranger, _ca.Certificate, Now, Nonce)).Status);
    }

    [Fact]
    public void Path_is_valid_by_a_response_and_invalid_by_one()
    {
        Assert.Equal(PathVerdict.Valid, Validate(_good, Ask(_good, "ca")).Verdict);
        var result = Validate(_revoked, Ask(_revoked, "ca"));
        Assert.Equal(PathReasonCode.CertificateRevoked, Assert.Single(result.Reasons).Code);
        Assert.Equal(PathVerdict.Unverifiable, Validate(_good, Ask(_revoked, "ca")).Verdict);
    }

    [Fact]
    public void Path_by_a_delegated_responder_asks_whether_that_is_revoked()
    {
        var responder = Delegate(_ca, "1.3.6.1.5.5.7.3.9", noCheck: false);
        var response = Ask(_good, "delegate");
        Assert.Equal(PathVerdict.Valid, Validate(_good, response).Verdict);
        // A list of one reason alone tells nothing of the certificate, and that the responder is revoked.
        var scope = TestCrl.Scope(users: true, reasons: [0x40]);
        var result = Validate(_good, response, TestCrl.Write(_ca, Now.AddHours(-1), Now.AddDays(1), 1, [scope], [new CrlLine(responder, Now.AddHours(-2))]));
        Assert.Equal(PathReasonCode.RevocationUnknown, Assert.Single(result.Reasons).Code);
    }

    private PathResult Validate(X509Certificate2 certificate, byte[] response, params byte[][] lists) => CertificatePath.Validate(new PathRequest
    {
        Certificate = certificate,
        Trust = Given.Ok(TrustAnchors.Create([_ca.Certificate])),
        At = Now,
        Revocation = RevocationData.Read(lists.Select(list => (ReadOnlyMemory<byte>)list), [response]),
    });

    private X509Certificate2 Delegate(TestCa issuer, string usage, bool noCheck)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Extension[] extensions = [TestCa.Eku(usage), TestCa.KeyUsage(X509KeyUsageFlags.DigitalSignature)];
        var certificate = issuer.Issue(
            "CN=responder", key, noCheck ? [.. extensions, TestCa.Extension("1.3.6.1.5.5.7.48.1.5", false, writer => writer.WriteNull())] : extensions);
        _folder.Write("delegate.pem", certificate);
        _folder.Write("delegate.key", key);
        return certificate;
    }

    private byte[] Ask(X509Certificate2 certificate, string signer, HashAlgorithmName? hash = null, bool byKey = false)
    {
        _folder.Write("request", OcspRequest.Create(certificate, _ca.Certificate, hash ?? HashAlgorithmName.SHA1, Nonce));
        string[] arguments =
        [
            "ocsp", "-index", _folder.Path("index"), "-CA", _folder.Path("ca.pem"), "-rsigner", _folder.Path(signer + ".pem"), "-rkey", _folder.Path(signer + ".key"),
            "-reqin", _folder.Path("request"), "-respout", _folder.Path("response"), "-ndays", "7", "-rmd", "sha256",
        ];
        OpenSsl.Run(byKey ? [.. arguments, "-resp_key_id"] : arguments);
        return _folder.Read("response");
    }
}
