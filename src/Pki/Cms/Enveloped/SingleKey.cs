using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Envelopes to certificates not prepared and with one key: what devices and imports need.</summary>
internal static class SingleKey
{
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<X509Certificate2> certificates, KeyManagement keyManagement, CipherSpec cipher)
    {
        var recipients = new List<EnvelopeRecipient>();
        try
        {
            foreach (var certificate in certificates)
            {
                var recipient = EnvelopeRecipient.CreateForAnyUsage(certificate, keyManagement);
                recipients.Add(recipient.IsOk ? recipient.Value : throw new ArgumentException(recipient.Error.Detail, nameof(certificates)));
            }

            return recipients.Count > 0
                ? EnvelopeWriter.Write(content, recipients, cipher)
                : throw new ArgumentException("There is no recipient.", nameof(certificates));
        }
        finally
        {
            recipients.ForEach(recipient => recipient.Dispose());
        }
    }

    public static PkiResult<byte[]> Decrypt(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, AsymmetricAlgorithm key, bool authenticated)
    {
        using var keys = new DecryptionKeys([new DecryptionKey(certificate, key)]);
        var opened = CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive);
        return opened switch
        {
            { IsOk: true } when opened.Value.Authenticated == authenticated => opened.Value.Content,
            { IsOk: true } => PkiResult<byte[]>.Fail(PkiErrorCode.CmsMalformed, "The message is an envelope of the other kind."),
            { Error.Code: PkiErrorCode.CmsMalformed or PkiErrorCode.CmsTooLarge } => opened.Error,
            _ => PkiResult<byte[]>.Fail(PkiErrorCode.CmsDecryptFailed, CmsEnvelope.NotDecrypted),
        };
    }
}
