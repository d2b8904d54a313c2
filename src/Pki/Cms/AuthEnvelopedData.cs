using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084) and RSA-OAEP key transport with SHA-256 throughout (RFC 3560, RFC 4055).
/// The runtime has neither (dotnet/runtime #132862), so it is written here; OpenSSL opens what it makes.
/// </summary>
public static class AuthEnvelopedData
{
    /// <summary>Encrypts to one recipient.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipient">A certificate with an RSA key.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">The certificate's key is not RSA.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, X509Certificate2 rsaRecipient)
    {
        using var publicKey = rsaRecipient.GetRSAPublicKey() ?? throw new ArgumentException("RSA keys only.", nameof(rsaRecipient));
        Span<byte> contentKey = stackalloc byte[32];
        RandomNumberGenerator.Fill(contentKey);
        try
        {
            return AuthEnvelopedWriter.Write(content, rsaRecipient, publicKey, contentKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    /// <summary>Decrypts with the key of one recipient.</summary>
    /// <param name="cms">DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>. AES-128, -192 and -256 in GCM; RSA-OAEP whose two hashes are
    /// the same, or RSA PKCS#1 v1.5.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    /// <param name="key">Its RSA key.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c> whatever the reason.</returns>
    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        if (CmsLimits.TooLarge(cms) is { } tooLarge)
        {
            return tooLarge;
        }

        var parsed = Hostile.Read(PkiErrorCode.CmsMalformed, "Not a CMS AuthEnvelopedData.", () => PkiResult<AuthEnvelopedMessage>.Ok(AuthEnvelopedMessage.Parse(cms)));
        return parsed.IsOk
            ? Hostile.Read(PkiErrorCode.CmsDecryptFailed, EnvelopedData.NotDecrypted, () => PkiResult<byte[]>.Ok(parsed.Value.Decrypt(certificate, (RSA)key)))
            : parsed.Error;
    }
}
