using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>Wraps a MIME entity in encryption (RFC 8551 §3.3 and §3.4).</summary>
internal static class EncryptedEntity
{
    /// <returns>The encrypted entity and what was chosen; or why a recipient cannot be encrypted to.</returns>
    public static PkiResult<(ReadOnlyMemory<byte> Entity, MailAlgorithms Algorithms)> Wrap(
        ReadOnlyMemory<byte> entity, IReadOnlyList<MailRecipient> recipients, MailPolicy policy)
    {
        var chosen = AlgorithmPolicy.Choose(recipients, policy);
        if (!chosen.IsOk)
        {
            return chosen.Error;
        }

        var prepared = chosen.Value.Recipients.Select(PreparedKeys.Recipient).ToArray();
        if (prepared.FirstOrDefault(one => !one.IsOk) is { Error: { } error })
        {
            return error;
        }

        return (Encrypt(entity, [.. prepared.Select(one => one.Value)], chosen.Value.Cipher), chosen.Value);
    }

    private static ReadOnlyMemory<byte> Encrypt(ReadOnlyMemory<byte> entity, IReadOnlyList<EnvelopeRecipient> recipients, ContentCipher cipher)
    {
        var authenticated = cipher is ContentCipher.Aes128Gcm or ContentCipher.Aes192Gcm or ContentCipher.Aes256Gcm;
        var cms = authenticated ? AuthEnvelopedData.Encrypt(entity.Span, recipients, cipher) : EnvelopedData.Encrypt(entity.Span, recipients, cipher);
        var result = new ByteBuilder(ByteBuilder.Base64Length(cms.Length) + 512);
        Pkcs7Part.AddMime(result, authenticated ? "authEnveloped-data" : "enveloped-data", cms);
        return result.Memory;
    }
}
