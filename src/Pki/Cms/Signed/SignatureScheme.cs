namespace Chancery.Pki;

/// <summary>How a signature is made. SHA-1 and older are never written.</summary>
public enum SignatureScheme
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): what every mail app reads.</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 §8.1, RFC 4056): MGF1 with the same hash, the salt as long as the hash.</summary>
    RsaPss,

    /// <summary>ECDSA (RFC 5753 §2.1) on P-256, P-384 or P-521.</summary>
    Ecdsa,

    /// <summary>Ed25519 (RFC 8419).</summary>
    Ed25519,
}
