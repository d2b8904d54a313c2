using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Which scheme and digest go with a key.</summary>
internal static class SignerChoice
{
    public static PkiResult<(SignatureScheme Scheme, DigestAlgorithm Digest)> Of(AsymmetricAlgorithm key, SignatureScheme? scheme, HashAlgorithmName? digest)
    {
        if (Preferred(key) is not { } preferred)
        {
            return Refuse($"A key of this kind does not sign: RSA of {CmsSignerKey.MinRsaBits} bits or more, P-256, P-384, P-521, Ed25519.");
        }

        var chosen = scheme ?? preferred.Scheme;
        if (chosen != preferred.Scheme && !(key is RSA && chosen == SignatureScheme.RsaPss))
        {
            return Refuse($"The scheme {chosen} does not go with the key.");
        }

        var algorithm = digest is { } asked ? DigestAlgorithm.FindWritten(asked) : preferred.Digest;
        // RFC 8419 §3.1: with Ed25519 the digest is SHA-512.
        return algorithm is null || (chosen == SignatureScheme.Ed25519 && algorithm != preferred.Digest)
            ? Refuse($"The digest {digest} is not written with {chosen}.")
            : (chosen, algorithm);
    }

    public static PkiResult<CmsSignerKey> Unsuitable(string detail) => PkiResult<CmsSignerKey>.Fail(PkiErrorCode.SignerUnsuitable, detail);

    private static PkiResult<(SignatureScheme, DigestAlgorithm)> Refuse(string detail) =>
        PkiResult<(SignatureScheme, DigestAlgorithm)>.Fail(PkiErrorCode.SignerUnsuitable, detail);

    private static (SignatureScheme Scheme, DigestAlgorithm Digest)? Preferred(AsymmetricAlgorithm key) => key switch
    {
        RSA { KeySize: >= CmsSignerKey.MinRsaBits } => (SignatureScheme.RsaPkcs1, DigestAlgorithm.Sha256),
        ECDsa { KeySize: 256 } => (SignatureScheme.Ecdsa, DigestAlgorithm.Sha256),
        ECDsa { KeySize: 384 } => (SignatureScheme.Ecdsa, DigestAlgorithm.Sha384),
        ECDsa { KeySize: 521 } => (SignatureScheme.Ecdsa, DigestAlgorithm.Sha512),
        Ed25519 => (SignatureScheme.Ed25519, DigestAlgorithm.Sha512),
        _ => null,
    };
}
