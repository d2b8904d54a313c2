using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>Our side of the matrix: one way in, one way out, and what a message of another turns out to be.</summary>
internal static class Ours
{
    public static byte[] Encrypt(EncryptionRow row, byte[] content)
    {
        using var recipient = EnvelopeRecipient.Create(Identity.Of(row.Key).Certificate, row.Management.Ours).Value;
        return row.Cipher.IsGcm
            ? AuthEnvelopedData.Encrypt(content, [recipient], row.Cipher.Ours!.Value)
            : EnvelopedData.Encrypt(content, [recipient], row.Cipher.Ours!.Value);
    }

    public static bool IsWhat(EncryptionRow row, byte[] cms) =>
        CmsEnvelope.Inspect(cms) is { IsOk: true, Value: { Recipients: [var recipient], ContentEncryption: var cipher } }
        && cipher.Name == row.Cipher.Name && cipher.KeyBits == row.Cipher.KeyBits
        && recipient.Algorithm.StartsWith(row.Management.Inspected, StringComparison.Ordinal);

    public static byte[]? Decrypt(EncryptionRow row, byte[] cms)
    {
        var identity = Identity.Of(row.Key);
        using var keys = new DecryptionKeys([DecryptionKey.Create(identity.Certificate, identity.Key).Value]);
        var opened = CmsEnvelope.Open(cms, keys, row.Cipher.Ours is null ? DecryptionPolicy.Archive : DecryptionPolicy.Current);
        return opened.IsOk ? opened.Value.Content : null;
    }

    public static byte[] Sign(SignatureRow row, byte[] content)
    {
        var identity = Identity.Of(row.Key);
        var signer = CmsSignerKey.Create(identity.Certificate, identity.Key, row.Scheme, row.Key.Digest).Value;
        return SignedData.Sign(content, [signer], new SignOptions { Detached = row.IsDetached, SigningTime = TimeProvider.System.GetUtcNow() });
    }

    public static bool IsWhat(SignatureRow row, byte[] cms, byte[] content) =>
        Read(row, cms, content) is { Signers: [var signer] } message && message.Detached == row.IsDetached
        && signer.DigestAlgorithm.Replace("-", "", StringComparison.Ordinal) == row.Key.Digest.Name
        && signer.SignatureAlgorithm.StartsWith("RSA-PSS", StringComparison.Ordinal) == (row.Scheme == SignatureScheme.RsaPss);

    public static byte[]? Verify(SignatureRow row, byte[] cms, byte[] content) =>
        Read(row, cms, content) is { IsIntact: true } message && message.Signers[0].Certificate?.Thumbprint == Identity.Of(row.Key).Certificate.Thumbprint
            ? message.Content
            : null;

    private static SignedMessage? Read(SignatureRow row, byte[] cms, byte[] content)
    {
        var read = row.IsDetached ? SignedData.Read(cms, content) : SignedData.Read(cms);
        return read.IsOk ? read.Value : null;
    }
}
