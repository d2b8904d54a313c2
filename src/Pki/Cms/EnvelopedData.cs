using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// CMS EnvelopedData (RFC 5652 §6) with AES in CBC, which every device and every mail program reads. The content is not authenticated: who needs that signs
/// first, or uses <see cref="AuthEnvelopedData"/>. What is opened, and how, see <see cref="CmsEnvelope"/>.
/// </summary>
public static class EnvelopedData
{
    /// <summary>Encrypts to recipients.</summary>
    /// <param name="content">The content.</param>
    /// <param name="recipients">The recipients, at least one.</param>
    /// <param name="cipher">A cipher in CBC.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">There is no recipient, or the cipher is GCM.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyList<EnvelopeRecipient> recipients, ContentCipher cipher)
    {
        var spec = CipherSpec.Of(cipher);
        Check(recipients, spec);
        return EnvelopeWriter.Write(content, recipients, spec);
    }

    /// <summary>Encrypts to recipients while the content is read, in bounded memory.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cms">Where the message goes: BER with indefinite lengths.</param>
    /// <param name="recipients">The recipients, at least one.</param>
    /// <param name="cipher">A cipher in CBC.</param>
    /// <exception cref="ArgumentException">There is no recipient, or the cipher is GCM.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public static void Encrypt(Stream content, Stream cms, IReadOnlyList<EnvelopeRecipient> recipients, ContentCipher cipher)
    {
        var spec = CipherSpec.Of(cipher);
        Check(recipients, spec);
        EnvelopeStreamWriter.Write(content, cms, recipients, spec);
    }

    /// <summary>Encrypts to one recipient, with AES-256-CBC and RSA PKCS#1 v1.5.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipient">A certificate with an RSA key, whatever its keyUsage.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">The certificate's key is not RSA of 2048 bits or more.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, X509Certificate2 rsaRecipient) => Encrypt(content, [rsaRecipient]);

    /// <summary>Encrypts to several recipients, with AES-256-CBC and RSA PKCS#1 v1.5.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipients">Certificates with RSA keys, whatever their keyUsage; at least one.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">There is no recipient, or a key is not RSA of 2048 bits or more.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<X509Certificate2> rsaRecipients) =>
        Encrypt(content, rsaRecipients, Oids.Aes256Cbc);

    /// <summary>Decrypts with the key of one recipient, ciphers of former years included.</summary>
    /// <param name="cms">An EnvelopedData, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    /// <param name="key">Its RSA key.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c> whatever the reason.</returns>
    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        SingleKey.Decrypt(cms, certificate, key, authenticated: false);

    /// <summary>Encrypts with a cipher that a device asked for, which may be one of former years: SCEP answers in kind.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<X509Certificate2> rsaRecipients, string cipher) =>
        SingleKey.Encrypt(content, rsaRecipients, KeyManagement.RsaPkcs1, CipherSpec.Find(cipher) ?? throw new ArgumentException(cipher, nameof(cipher)));

    private static void Check(IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher)
    {
        if (recipients.Count == 0 || cipher.Family != CipherFamily.AesCbc)
        {
            throw new ArgumentException("At least one recipient, and a cipher in CBC.", nameof(recipients));
        }
    }
}
