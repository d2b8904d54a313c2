using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// CMS AuthEnvelopedData (RFC 5083) with AES in GCM (RFC 5084). The runtime has none (dotnet/runtime #132862), so it is written here; OpenSSL opens what it
/// makes. What is opened, and how, see <see cref="CmsEnvelope"/>.
/// </summary>
public static class AuthEnvelopedData
{
    /// <summary>Encrypts to recipients.</summary>
    /// <param name="content">The content.</param>
    /// <param name="recipients">The recipients, at least one.</param>
    /// <param name="cipher">A cipher in GCM.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">There is no recipient, or the cipher is CBC.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyList<EnvelopeRecipient> recipients, ContentCipher cipher)
    {
        var spec = CipherSpec.Of(cipher);
        Check(recipients, spec);
        return EnvelopeWriter.Write(content, recipients, spec);
    }

    /// <summary>Encrypts to recipients while the content is read, in bounded memory, at most 64 GiB (RFC 5084 §1.5). Who reads it cannot use any of it
    /// before its end, so
    /// long content is better sent otherwise: this library keeps it in a file meanwhile, and others refuse it.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cms">Where the message goes: BER with indefinite lengths.</param>
    /// <param name="recipients">The recipients, at least one.</param>
    /// <param name="cipher">A cipher in GCM.</param>
    /// <exception cref="ArgumentException">There is no recipient, or the cipher is CBC.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public static void Encrypt(Stream content, Stream cms, IReadOnlyList<EnvelopeRecipient> recipients, ContentCipher cipher)
    {
        var spec = CipherSpec.Of(cipher);
        Check(recipients, spec);
        EnvelopeStreamWriter.Write(content, cms, recipients, spec);
    }

    /// <summary>Encrypts to one recipient, with AES-256-GCM and RSA-OAEP with SHA-256 throughout.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipient">A certificate with an RSA key, whatever its keyUsage.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">The certificate's key is not RSA of 2048 bits or more.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, X509Certificate2 rsaRecipient) =>
        SingleKey.Encrypt(content, [rsaRecipient], KeyManagement.RsaOaepSha256, CipherSpec.Of(ContentCipher.Aes256Gcm));

    /// <summary>Decrypts with the key of one recipient.</summary>
    /// <param name="cms">DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    /// <param name="key">Its key.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c> whatever the reason.</returns>
    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        SingleKey.Decrypt(cms, certificate, key, authenticated: true);

    private static void Check(IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher)
    {
        if (recipients.Count == 0 || cipher.Family != CipherFamily.AesGcm)
        {
            throw new ArgumentException("At least one recipient, and a cipher in GCM.", nameof(recipients));
        }
    }
}
