using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>What travels beside a signature: counter-signatures, timestamps, revocation lists, OCSP responses.</summary>
public sealed class SignedCompanionsTests : IDisposable
{
    private static readonly byte[] Content = "Ein Wort, un mot, a word."u8.ToArray();

    private readonly TempFolder _folder = new();

    [Fact]
    public void CounterSignatures_areVerifiedOverTheSignatureTheyStandBeside()
    {
        var cms = CounterSigned();
        var signer = Assert.Single(Given.Ok(SignedData.Read(cms)).Signers);
        Assert.Equal(CmsSignatureState.Valid, signer.State);
        Assert.Equal(2, signer.CounterSignatures.Length);
        Assert.All(signer.CounterSignatures, counter => Assert.Equal(CmsSignatureState.Valid, counter.State));
        Assert.Equal(Signers.Of("P-384").Certificate.Thumbprint, signer.CounterSignatures[0].Certificate!.Thumbprint);
    }

    [Fact]
    public void CounterSignature_overAnotherSignature_isAMismatch()
    {
        var structure = SignedDataParser.Parse(CounterSigned()).Signers[0];
        var unsigned = SignedMessages.EncodeSet(structure.UnsignedAttributes);
        unsigned[0] = 0xA1;
        // The same counter-signatures beside a signature made again, which for ECDSA is another.
        var other = SignedDataParser.Parse(SignedData.Sign(Content, [Signers.Signer("P-256")], new SignOptions())).Signers[0];
        var cms = SignedMessages.Write(Oids.Data, Content, Signers.Of("P-256").Certificate, other, WriteAttributes, unsigned);
        var read = Assert.Single(Given.Ok(SignedData.Read(cms)).Signers);
        Assert.Equal(CmsSignatureState.Valid, read.State);
        Assert.All(read.CounterSignatures, counter => Assert.NotEqual(CmsSignatureState.Valid, counter.State));
        var withCertificates = new SignedCms();
        withCertificates.Decode(cms);
        withCertificates.AddCertificate(Signers.Of("P-384").Certificate);
        Assert.Equal(CmsSignatureState.DigestMismatch, Given.Ok(SignedData.Read(withCertificates.Encode())).Signers[0].CounterSignatures[0].State);
    }

    [Fact]
    public void Timestamp_ofOpenSsl_isReadAndVerified()
    {
        var signer = SignedDataParser.Parse(SignedData.Sign(Content, [Signers.Signer("P-256")], new SignOptions())).Signers[0];
        var token = Stamp(signer.Signature.ToArray());
        var timestamp = Read(signer, new CmsAttribute(Oids.TimestampToken, [token])).Timestamp!;
        Assert.True(timestamp.CoversSignature);
        Assert.Equal(CmsSignatureState.Valid, timestamp.Signer!.State);
        Assert.InRange(timestamp.Time!.Value, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        var foreign = Read(signer, new CmsAttribute(Oids.TimestampToken, [Stamp([1, 2, 3])])).Timestamp!;
        Assert.False(foreign.CoversSignature);
        token[^1] ^= 1;
        Assert.Equal(CmsSignatureState.SignatureInvalid, Read(signer, new CmsAttribute(Oids.TimestampToken, [token])).Timestamp!.Signer!.State);
        Assert.Equal(new TimestampVerdict(null, false, null), Read(signer, new CmsAttribute(Oids.TimestampToken, [[0x30, 0x00]])).Timestamp);
    }

    [Fact]
    public void RevocationLists_andOcspResponses_comeOut()
    {
        var crl = Given.Issuing.SignCrl([], 1, Given.Start, Given.Start.AddDays(7));
        OpenSsl.Run("crl2pkcs7", "-inform", "DER", "-in", _folder.Write("a.crl", crl), "-certfile", _folder.Write("c.pem", Signers.Root), "-outform", "DER", "-out", _folder.Path("b.p7b"));
        var bundle = _folder.Read("b.p7b");
        var message = Given.Ok(SignedData.Read(bundle));
        Assert.Equal(crl, Assert.Single(message.Crls));
        Assert.Empty(message.OcspResponses);
        Assert.Single(message.Certificates);
        byte[] response = [0x30, 0x03, 0x0A, 0x01, 0x06];
        var both = Given.Ok(SignedData.Read(WithRevocation(crl, response)));
        Assert.Equal(crl, Assert.Single(both.Crls));
        Assert.Equal(response, Assert.Single(both.OcspResponses));
    }

    public void Dispose() => _folder.Dispose();

    private static void WriteAttributes(SignerStructure signer, AsnWriter writer) => writer.WriteEncodedValue(signer.EncodedAttributes!.Value.Span);

    private static SignerVerdict Read(SignerStructure signer, CmsAttribute unsigned)
    {
        var attributes = SignedMessages.EncodeSet([unsigned]);
        attributes[0] = 0xA1;
        return Assert.Single(Given.Ok(SignedData.Read(SignedMessages.Write(Oids.Data, Content, Signers.Of("P-256").Certificate, signer, WriteAttributes, attributes))).Signers);
    }

    private static byte[] CounterSigned()
    {
        var cms = new SignedCms();
        cms.Decode(SignedData.Sign(Content, [Signers.Signer("P-256")], new SignOptions()));
        foreach (var key in new[] { "P-384", "RSA-2048" })
        {
            var identity = Signers.Of(key);
            var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, identity.Certificate, identity.Key)
            {
                DigestAlgorithm = new Oid(Oids.Sha256),
                IncludeOption = X509IncludeOption.EndCertOnly,
            };
            cms.SignerInfos[0].ComputeCounterSignature(signer);
        }

        return cms.Encode();
    }

    // RFC 5652 §10.2.1, RFC 5940 §2: crls [1] { CertificateList, [1] OtherRevocationInfoFormat { id-ri-ocsp-response, OCSPResponse } }.
    private static byte[] WithRevocation(byte[] crl, byte[] response)
    {
        var (context0, context1) = (new Asn1Tag(TagClass.ContextSpecific, 0), new Asn1Tag(TagClass.ContextSpecific, 1));
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(5);
                writer.WriteEncodedValue([0x31, 0x00]);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Data);
                }

                using (writer.PushSetOf(context1))
                {
                    writer.WriteEncodedValue(crl);
                    using (writer.PushSequence(context1))
                    {
                        writer.WriteObjectIdentifier(Oids.OcspResponseInfo);
                        writer.WriteEncodedValue(response);
                    }

                    writer.WriteEncodedValue([0xA2, 0x00]);
                }

                writer.WriteEncodedValue([0x31, 0x00]);
            }
        }

        return writer.Encode();
    }

    private byte[] Stamp(byte[] data)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Clock", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));
        using var certificate = request.CreateSelfSigned(Given.Start, Given.Start.AddYears(20));
        var settings = "[t]\nserial=" + _folder.Path("serial") + "\ndigests=sha256\nsigner_digest=sha256\ndefault_policy=1.2.3\n";
        File.WriteAllText(_folder.Path("ts.cnf"), settings);
        OpenSsl.Run("ts", "-query", "-data", _folder.Write("data", data), "-sha256", "-cert", "-out", _folder.Path("query"));
        OpenSsl.Run(
            "ts", "-reply", "-config", _folder.Path("ts.cnf"), "-section", "t", "-queryfile", _folder.Path("query"), "-signer", _folder.Write("tsa.pem", certificate),
            "-inkey", _folder.Write("tsa.key", key), "-token_out", "-out", _folder.Path("token"));
        return _folder.Read("token");
    }
}
