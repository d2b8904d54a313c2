using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// CMS EnvelopedData (RFC 5652 §6): AES-256-CBC with RSA PKCS#1 v1.5 key transport, which is what Apple's devices and every mail app read.
/// The content is not authenticated: who needs that signs first, or uses <see cref="AuthEnvelopedData"/>.
/// </summary>
public static class EnvelopedData
{
    internal const string NotDecrypted = "The message was not decrypted.";

    /// <summary>Encrypts to one recipient.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipient">A certificate with an RSA key.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">The certificate's key is not RSA.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, X509Certificate2 rsaRecipient) => Encrypt(content, [rsaRecipient]);

    /// <summary>Encrypts to several recipients.</summary>
    /// <param name="content">The content.</param>
    /// <param name="rsaRecipients">Certificates with RSA keys, at least one.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">There is no recipient, or a key is not RSA.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<X509Certificate2> rsaRecipients) =>
        Encrypt(content, rsaRecipients, Oids.Aes256Cbc);

    /// <summary>Decrypts with the key of one recipient.</summary>
    /// <param name="cms">An EnvelopedData, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    /// <param name="key">Its RSA key.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c> whatever the reason.</returns>
    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var parsed = Parse(cms);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        return Hostile.Read(PkiErrorCode.CmsDecryptFailed, NotDecrypted, () =>
        {
            var (content, isPadded) = parsed.Value.Decrypt(certificate, (RSA)key);
            return isPadded ? content : PkiResult<byte[]>.Fail(PkiErrorCode.CmsDecryptFailed, NotDecrypted);
        });
    }

    internal static PkiResult<EnvelopedMessage> Parse(ReadOnlyMemory<byte> cms) => CmsLimits.TooLarge(cms) is { } tooLarge
        ? tooLarge
        : Hostile.Read(PkiErrorCode.CmsMalformed, "Not a CMS EnvelopedData.", () => PkiResult<EnvelopedMessage>.Ok(EnvelopedMessage.Parse(cms)));

    internal static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<X509Certificate2> rsaRecipients, string cipher)
    {
        if (rsaRecipients.Count == 0 || rsaRecipients.Any(recipient => recipient.PublicKey.Oid.Value != Oids.Rsa))
        {
            throw new ArgumentException("At least one recipient, RSA keys only.", nameof(rsaRecipients));
        }

        var cms = new EnvelopedCms(new ContentInfo(content.ToArray()), new AlgorithmIdentifier(new Oid(cipher)));
        var recipients = new CmsRecipientCollection();
        foreach (var recipient in rsaRecipients)
        {
            recipients.Add(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, recipient, RSAEncryptionPadding.Pkcs1));
        }

        cms.Encrypt(recipients);
        return cms.Encode();
    }
}
