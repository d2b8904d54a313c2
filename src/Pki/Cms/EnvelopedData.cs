using System.Collections.Immutable;
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

    /// <summary>Who can open a message: the recipients that are named by issuer and serial number, or by subject key identifier.</summary>
    /// <param name="cms">An EnvelopedData, DER or BER.</param>
    /// <returns>The names, <see cref="CmsRecipientName.IsOf"/> tells whose; <c>cmsMalformed</c>, <c>cmsTooLarge</c>.</returns>
    public static PkiResult<ImmutableArray<CmsRecipientName>> Recipients(ReadOnlyMemory<byte> cms)
    {
        var decoded = Decode(cms);
        return decoded.IsOk
            ? decoded.Value.RecipientInfos.Cast<RecipientInfo>().Select(CmsRecipientName.Of).OfType<CmsRecipientName>().ToImmutableArray()
            : decoded.Error;
    }

    /// <summary>Decrypts with the key of one recipient.</summary>
    /// <param name="cms">An EnvelopedData, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    /// <param name="key">Its RSA key.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c> whatever the reason.</returns>
    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var opened = Open(cms, certificate, key);
        return opened.IsOk ? opened.Value.Content : opened.Error;
    }

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

    internal static PkiResult<(byte[] Content, string Cipher)> Open(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var decoded = Decode(cms);
        if (!decoded.IsOk)
        {
            return decoded.Error;
        }

        var message = decoded.Value;
        return Hostile.Read(PkiErrorCode.CmsDecryptFailed, "The message was not decrypted.", () =>
        {
            var recipient = message.RecipientInfos.Cast<RecipientInfo>()
                .First(info => CmsRecipientName.Of(info)?.IsOf(certificate) ?? false);
            message.Decrypt(recipient, key);
            return PkiResult<(byte[], string)>.Ok((message.ContentInfo.Content, message.ContentEncryptionAlgorithm.Oid.Value ?? string.Empty));
        });
    }

    private static PkiResult<EnvelopedCms> Decode(ReadOnlyMemory<byte> cms)
    {
        if (CmsLimits.TooLarge(cms) is { } tooLarge)
        {
            return tooLarge;
        }

        return Hostile.Read(PkiErrorCode.CmsMalformed, "Not a CMS EnvelopedData.", () =>
        {
            var message = new EnvelopedCms();
            message.Decode(cms.Span);
            // Touching them decodes them: a malformed recipient is found here, not in the middle of a decryption.
            _ = message.RecipientInfos.Cast<RecipientInfo>().Select(CmsRecipientName.Of).ToArray();
            return PkiResult<EnvelopedCms>.Ok(message);
        });
    }
}
