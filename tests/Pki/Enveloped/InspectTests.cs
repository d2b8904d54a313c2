using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>What is told of an envelope from the outside, and how what is not opened is named.</summary>
public sealed class InspectTests(OpenSslEnvelopes peer) : IClassFixture<OpenSslEnvelopes>
{
    private static readonly byte[] Content = "Ein Geheimnis, un secret, a secret."u8.ToArray();

    [Fact]
    public void Recipients_areNamedInTheMessagesOrder()
    {
        var cms = peer.Encrypt(
            Content, "-aes-128-cbc", "-secretkey", "000102030405060708090a0b0c0d0e0f", "-secretkeyid", "c0ffee", "-pwri_password", "word",
            peer.CertificateFile("RSA-2048"), peer.CertificateFile("P-384"));
        var info = Given.Ok(CmsEnvelope.Inspect(cms));
        Assert.False(info.Authenticated);
        Assert.Equal(new AlgorithmInfo("AES-128-CBC", Oids.Aes128Cbc, 128, false), info.ContentEncryption);
        Assert.Equal(Oids.Data, info.ContentType);
        Assert.Equal(
            [
                (RecipientKind.KeyTransport, "RSA PKCS#1 v1.5"), (RecipientKind.KeyAgreement, "ECDH (SHA-1 KDF, AES-128 key wrap)"),
                (RecipientKind.KeyEncryptionKey, "AES-128 key wrap"), (RecipientKind.Password, "password (RFC 3211)"),
            ],
            info.Recipients.Select(recipient => (recipient.Kind, recipient.Algorithm)).Order());
        var certificate = OpenSslEnvelopes.Recipient("RSA-2048").Certificate;
        var named = info.Recipients.Single(recipient => recipient.Kind == RecipientKind.KeyTransport).Identifier;
        Assert.Equal(new RecipientIdentifier(certificate.Issuer, certificate.SerialNumber, null), named);
        Assert.Null(info.Recipients.Single(recipient => recipient.Kind == RecipientKind.Password).Identifier);
        using var keys = OpenSslEnvelopes.KeysOf("P-384");
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current)).Content);
    }

    [Theory]
    [InlineData("RSA-2048")]
    [InlineData("P-256")]
    public void Recipient_namedByKeyIdentifier_isFound(string key)
    {
        var cms = peer.Encrypt(Content, "-aes-256-cbc", "-keyid", "-recip", peer.CertificateFile(key));
        var certificate = OpenSslEnvelopes.Recipient(key).Certificate;
        var identifier = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifier;
        var recipient = Assert.Single(Given.Ok(CmsEnvelope.Inspect(cms)).Recipients);
        Assert.Equal(new RecipientIdentifier(null, null, identifier), recipient.Identifier);
        using var keys = OpenSslEnvelopes.KeysOf(key);
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current)).Content);
    }

    [Fact]
    public void Message_withAPasswordAlone_isUnsupportedByName()
    {
        using var keys = OpenSslEnvelopes.KeysOf("RSA-2048");
        var password = peer.Encrypt(Content, "-aes-128-cbc", "-pwri_password", "word");
        Assert.Contains("password", Unsupported(password, keys), StringComparison.Ordinal);
        var shared = peer.Encrypt(Content, "-aes-128-cbc", "-secretkey", "000102030405060708090a0b0c0d0e0f", "-secretkeyid", "c0ffee");
        Assert.Contains("AES-128 key wrap", Unsupported(shared, keys), StringComparison.Ordinal);
    }

    [Fact]
    public void X25519_andMlKem_areNamed()
    {
        using var keys = OpenSslEnvelopes.KeysOf("P-256");
        var forms = new EnvelopeForms(new ForgedAgreement(OpenSslEnvelopes.Recipient("P-256").Certificate).Write(Content));
        // RFC 8418 §2: dhSinglePass-stdDH-hkdf-sha256-scheme with an X25519 key; and one with the schemes of RFC 5753.
        var hkdf = forms.Write(new Random(1), [X25519("1.2.840.113549.1.9.16.3.19")]);
        Assert.Equal("X25519", Assert.Single(Given.Ok(CmsEnvelope.Inspect(hkdf)).Recipients).Algorithm);
        Assert.Contains("X25519", Unsupported(hkdf, keys), StringComparison.Ordinal);
        var x963 = forms.Write(new Random(1), [X25519(Oids.EcdhSha256)]);
        Assert.Equal("X25519 (SHA-256 KDF, AES-128 key wrap)", Assert.Single(Given.Ok(CmsEnvelope.Inspect(x963)).Recipients).Algorithm);
        Assert.Contains("X25519", Unsupported(x963, keys), StringComparison.Ordinal);

        var kem = forms.Write(new Random(1), [MlKem()]);
        var recipient = Assert.Single(Given.Ok(CmsEnvelope.Inspect(kem)).Recipients);
        Assert.Equal((RecipientKind.Other, "ML-KEM-768", "2.16.840.1.101.3.4.4.2"), (recipient.Kind, recipient.Algorithm, recipient.Oid));
        Assert.NotNull(recipient.Identifier?.SerialNumber);
        Assert.Contains("ML-KEM-768", Unsupported(kem, keys), StringComparison.Ordinal);
    }

    [Fact]
    public void Recipients_withX25519Keys_areUnsuitableByName()
    {
        // SubjectPublicKeyInfo of RFC 8410 §4 in a certificate of ours.
        byte[] info = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x6E, 0x03, 0x21, 0x00, .. new byte[32]];
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(info, out _);
        var request = new CertificateRequest(new X500DistinguishedName("CN=x"), key, HashAlgorithmName.SHA256);
        var certificate = request.Create(
            new X500DistinguishedName("CN=y"), X509SignatureGenerator.CreateForECDsa(Given.EcKey), Given.Start, Given.Start.AddDays(1), new byte[] { 1 });
        Assert.Contains("X25519", Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(certificate)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_thatIsNoEnvelope_isMalformed()
    {
        var signed = SignedData.Sign(Content, Given.IssueMail(CertificateKind.MailSigning, Given.Key1), Given.Key1, detached: false, []);
        Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Inspect(signed));
        Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Inspect(Content));
        Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Inspect(default));
        Given.Fails(PkiErrorCode.CmsTooLarge, CmsEnvelope.Inspect(new byte[CmsLimits.MaxMessageBytes + 1]));
    }

    private static string Unsupported(byte[] cms, DecryptionKeys keys) =>
        Given.Fails(PkiErrorCode.CmsAlgorithmUnsupported, CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive)).Detail;

    private static byte[] X25519(string scheme)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Tag(1)))
        {
            writer.WriteInteger(3);
            using (writer.PushSequence(Tag(0)))
            using (writer.PushSequence(Tag(1)))
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.X25519);
                }

                writer.WriteBitString(new byte[32]);
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(scheme);
                WriteAlgorithm(writer, Oids.Aes128Wrap);
            }

            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(CmsNames.IssuerAndSerialNumber(OpenSslEnvelopes.Recipient("P-256").Certificate));
                writer.WriteOctetString(new byte[24]);
            }
        }

        return writer.Encode();
    }

    // RFC 9629 §3: KEMRecipientInfo in an OtherRecipientInfo.
    private static byte[] MlKem()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Tag(4)))
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.13.3");
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                writer.WriteEncodedValue(CmsNames.IssuerAndSerialNumber(OpenSslEnvelopes.Recipient("P-256").Certificate));
                WriteAlgorithm(writer, "2.16.840.1.101.3.4.4.2");
                writer.WriteOctetString(new byte[1088]);
                WriteAlgorithm(writer, "1.2.840.113549.1.9.16.3.28");
                writer.WriteInteger(32);
                WriteAlgorithm(writer, Oids.Aes256Wrap);
                writer.WriteOctetString(new byte[24]);
            }
        }

        return writer.Encode();
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
}
