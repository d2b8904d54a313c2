using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Who may be encrypted to, and whose messages are opened.</summary>
public sealed class PreparedKeyTests
{
    private static readonly byte[] Content = "Ein Geheimnis, un secret, a secret."u8.ToArray();

    [Fact]
    public void Recipient_withShortRsaKey_isUnsuitable()
    {
        using var key = RSA.Create(1024);
        var error = Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(key, X509KeyUsageFlags.KeyEncipherment)));
        Assert.Contains("1024", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipient_onCurveNotKnown_isUnsuitable()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(key, X509KeyUsageFlags.KeyAgreement)));
    }

    [Fact]
    public void Recipient_whoseKeyUsageForbids_isUnsuitable()
    {
        Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(Given.Key1, X509KeyUsageFlags.DigitalSignature)));
        Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(Given.EcKey, X509KeyUsageFlags.KeyEncipherment)));
        Given.Ok(EnvelopeRecipient.Create(Certificate(Given.Key1, null))).Dispose();
        Given.Ok(EnvelopeRecipient.Create(Certificate(Given.EcKey, null))).Dispose();
    }

    [Fact]
    public void Recipient_askedForTheOtherKindOfKey_isUnsuitable()
    {
        Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(Given.Key1, null), KeyManagement.EcdhSha256Aes256));
        Given.Fails(PkiErrorCode.RecipientUnsuitable, EnvelopeRecipient.Create(Certificate(Given.EcKey, null), KeyManagement.RsaPkcs1));
    }

    [Fact]
    public void Key_ofAnotherCertificate_isMismatched()
    {
        Given.Fails(PkiErrorCode.KeyMismatch, DecryptionKey.Create(Certificate(Given.Key1, null), Given.Key2));
        using var signing = DSA.Create(1024);
        Given.Fails(PkiErrorCode.KeyUnsupported, DecryptionKey.Create(Certificate(Given.Key1, null), signing));
    }

    [Fact]
    public void Message_toAnotherKey_isNotForKeys()
    {
        using var recipient = Given.Ok(EnvelopeRecipient.Create(Certificate(Given.Key1, null)));
        using var keys = Keys(Certificate(Given.Key2, null), Given.Key2);
        var cms = EnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes128Cbc);
        Given.Fails(PkiErrorCode.CmsNotForKeys, CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current));
    }

    [Fact]
    public void Recipient_whoseIssuerIsSpelledAnew_isFoundInOldMailOnly()
    {
        var certificate = Certificate(Given.Key1, null);
        using var recipient = Given.Ok(EnvelopeRecipient.Create(certificate));
        using var keys = Keys(certificate, Given.Key1);
        // CN=Recipients is a PrintableString here: first as UTF8String, then in another case.
        (byte[] Was, byte[] Becomes)[] spellings = [([0x13, 0x0A, (byte)'R'], [0x0C, 0x0A, (byte)'R']), ([.. "Recipients"u8], [.. "RECIPIENTS"u8])];
        foreach (var (was, becomes) in spellings)
        {
            var cms = Replace(EnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes128Cbc), was, becomes);
            Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current)).Content);
            var authenticated = Replace(AuthEnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes128Gcm), was, becomes);
            Given.Fails(PkiErrorCode.CmsNotForKeys, CmsEnvelope.Open(authenticated, keys, DecryptionPolicy.Current));
        }

        var other = Replace(EnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes128Cbc), "Recipients"u8.ToArray(), "Rezipients"u8.ToArray());
        Given.Fails(PkiErrorCode.CmsNotForKeys, CmsEnvelope.Open(other, keys, DecryptionPolicy.Current));
    }

    [Fact]
    public void Message_in3Des_isLegacyAndOpensFromTheArchive()
    {
        var certificate = Certificate(Given.Key1, null);
        using var keys = Keys(certificate, Given.Key1);
        var cms = EnvelopedData.Encrypt(Content, [certificate], Oids.TripleDesCbc);
        Given.Fails(PkiErrorCode.CmsAlgorithmLegacy, CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current));
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive)).Content);
    }

    [Fact]
    public void Message_inCipherNotKnown_isUnsupportedByName()
    {
        var certificate = Certificate(Given.Key1, null);
        using var keys = Keys(certificate, Given.Key1);
        using var folder = new TempFolder();
        OpenSsl.Run(
            "cms", "-encrypt", "-camellia256", "-binary", "-outform", "DER", "-in", folder.Write("clear", Content), "-out", folder.Path("c.der"),
            folder.Write("r.pem", certificate));
        var error = Given.Fails(PkiErrorCode.CmsAlgorithmUnsupported, CmsEnvelope.Open(folder.Read("c.der"), keys, DecryptionPolicy.Archive));
        Assert.Contains("Camellia-256-CBC", error.Detail, StringComparison.Ordinal);
    }

    private static byte[] Replace(byte[] message, byte[] was, byte[] becomes)
    {
        becomes.CopyTo(message, message.AsSpan().IndexOf(was));
        return message;
    }

    private static DecryptionKeys Keys(X509Certificate2 certificate, AsymmetricAlgorithm key) => new([Given.Ok(DecryptionKey.Create(certificate, key))]);

    private static X509Certificate2 Certificate(AsymmetricAlgorithm key, X509KeyUsageFlags? usage) => TestRecipients.Certify(key, usage);
}
