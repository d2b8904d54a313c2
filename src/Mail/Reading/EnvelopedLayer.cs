using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Opens encryption with whichever key a recipient names. Every failure after a recipient matched is the same failure: which step failed
/// is what padding oracles ask.</summary>
internal static class EnvelopedLayer
{
    private const int MostRecipients = 2000;

    // 3DES is read, never written: mail of the years when it was all there was must stay readable.
    private static readonly string[] Readable = [Oids.Aes256Cbc, Oids.Aes192Cbc, Oids.Aes128Cbc, Oids.DesEde3Cbc];

    public static PkiResult<(byte[] Content, string Thumbprint)> Open(ReadOnlyMemory<byte> cms, IReadOnlyCollection<MailKey> keys) =>
        IsAuthenticated(cms) ? OpenAuthenticated(cms, keys) : OpenEnveloped(cms, keys);

    public static IReadOnlyList<string> Recipients(ReadOnlyMemory<byte> cms) =>
        IsAuthenticated(cms) ? [] : [.. Decode(cms).RecipientInfos.Cast<RecipientInfo>().Select(Name)];

    private static PkiResult<(byte[] Content, string Thumbprint)> OpenEnveloped(ReadOnlyMemory<byte> cms, IReadOnlyCollection<MailKey> keys)
    {
        var envelope = Decode(cms);
        if (envelope.RecipientInfos.Count > MostRecipients)
        {
            return new PkiError(PkiErrorCode.MailMalformed, $"A mail may have {MostRecipients} recipients.");
        }

        var matches = envelope.RecipientInfos.Cast<RecipientInfo>()
            .SelectMany(recipient => keys.Where(key => IsFor(recipient, key.Certificate)).Select(key => (recipient, key))).Take(8).ToArray();
        if (matches.Length == 0)
        {
            return new PkiError(PkiErrorCode.MailNotForKeys, "The mail is encrypted to none of the keys at hand.");
        }

        foreach (var (recipient, key) in matches)
        {
            if (TryDecrypt(envelope, recipient, key) is { } content)
            {
                return (content, key.Certificate.Thumbprint.ToLowerInvariant());
            }
        }

        return Unreadable;
    }

    private static byte[]? TryDecrypt(EnvelopedCms envelope, RecipientInfo recipient, MailKey key)
    {
        if (!Readable.Contains(envelope.ContentEncryptionAlgorithm.Oid.Value) || key.Key is not RSA)
        {
            return null;
        }

        try
        {
            envelope.Decrypt(recipient, key.Key);
            return envelope.ContentInfo.Content;
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return null;
        }
    }

    private static PkiResult<(byte[] Content, string Thumbprint)> OpenAuthenticated(ReadOnlyMemory<byte> cms, IReadOnlyCollection<MailKey> keys)
    {
        foreach (var key in keys)
        {
            var opened = AuthEnvelopedData.Decrypt(cms, key.Certificate, key.Key);
            if (opened.IsOk)
            {
                return (opened.Value, key.Certificate.Thumbprint.ToLowerInvariant());
            }
        }

        return new PkiError(PkiErrorCode.MailNotForKeys, "The mail is encrypted to none of the keys at hand.");
    }

    private static PkiError Unreadable => new(PkiErrorCode.MailUnreadable, "The encryption does not open.");

    private static bool IsAuthenticated(ReadOnlyMemory<byte> cms) =>
        new System.Formats.Asn1.AsnReader(cms, System.Formats.Asn1.AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier() == Oids.AuthEnvelopedData;

    private static EnvelopedCms Decode(ReadOnlyMemory<byte> cms)
    {
        var envelope = new EnvelopedCms();
        envelope.Decode(cms.Span);
        return envelope;
    }

    private static bool IsFor(RecipientInfo recipient, X509Certificate2 certificate) => recipient.RecipientIdentifier.Value switch
    {
        X509IssuerSerial named => named.SerialNumber.Equals(certificate.SerialNumber, StringComparison.OrdinalIgnoreCase)
            && named.IssuerName == certificate.IssuerName.Name,
        string keyId => certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } extension
            && keyId.Equals(extension.SubjectKeyIdentifier, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string Name(RecipientInfo recipient) => recipient.RecipientIdentifier.Value switch
    {
        X509IssuerSerial named => $"{named.IssuerName}#{named.SerialNumber}",
        string keyId => $"ski#{keyId}",
        _ => "unknown",
    };
}
