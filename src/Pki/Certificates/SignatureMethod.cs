using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>A signature algorithm as an AlgorithmIdentifier names it: how it is verified, and what is thought of it today.</summary>
internal sealed record SignatureMethod
{
    private SignatureMethod(SignatureKind kind, DigestAlgorithm? digest, string name) => (Kind, Digest, Name) = (kind, digest, name);

    public SignatureKind Kind { get; }

    /// <summary>The digest the algorithm names; null where it names none (rsaEncryption) or takes the data itself (Ed25519).</summary>
    public DigestAlgorithm? Digest { get; }

    /// <summary>For people.</summary>
    public string Name { get; }

    public PssParameters? Pss { get; private init; }

    /// <summary>The method of an AlgorithmIdentifier; null where it is not known here. Throws where its parameters cannot be read.</summary>
    public static SignatureMethod? Find(string oid, ReadOnlyMemory<byte> parameters) => oid switch
    {
        // RFC 3370 §3.2: the key's own identifier, the digest named elsewhere. Old writers of DSA and ECDSA do likewise.
        Oids.Rsa => new(SignatureKind.RsaPkcs1, null, "RSA PKCS#1 v1.5"),
        Oids.EcPublicKey => new(SignatureKind.Ecdsa, null, "ECDSA"),
        Oids.RsaMd5 => Rsa(Oids.Md5),
        Oids.RsaSha1 => Rsa(Oids.Sha1),
        Oids.RsaSha256 => Rsa(Oids.Sha256),
        Oids.RsaSha384 => Rsa(Oids.Sha384),
        Oids.RsaSha512 => Rsa(Oids.Sha512),
        Oids.RsaPss => OfPss(parameters),
        Oids.EcdsaSha1 => Ecdsa(Oids.Sha1),
        Oids.EcdsaSha256 => Ecdsa(Oids.Sha256),
        Oids.EcdsaSha384 => Ecdsa(Oids.Sha384),
        Oids.EcdsaSha512 => Ecdsa(Oids.Sha512),
        // RFC 3370 §3.1: id-dsa-with-sha1; some wrote the key's identifier.
        Oids.Dsa => new(SignatureKind.Dsa, null, "DSA"),
        Oids.DsaSha1 => new(SignatureKind.Dsa, DigestAlgorithm.Sha1, "DSA, SHA-1"),
        Oids.DsaSha256 => new(SignatureKind.Dsa, DigestAlgorithm.Sha256, "DSA, SHA-256"),
        Oids.Ed25519 => new(SignatureKind.Ed25519, null, "Ed25519"),
        Oids.Ed448 => new(SignatureKind.Ed448, null, "Ed448"),
        _ => null,
    };

    /// <summary>Whether a signature over data verifies. The key must be one that verifies.</summary>
    /// <param name="key">The key.</param>
    /// <param name="digest">The digest, where the algorithm names none.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool Verify(VerificationKey key, DigestAlgorithm digest, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => (Kind, key.Key) switch
    {
        (SignatureKind.Ed25519, Ed25519 ed) => ed.Verify(data, signature),
        (SignatureKind.Ed448, Ed448 ed) => ed.Verify(data, signature),
        _ => VerifyHash(key, Digest ?? digest, (Digest ?? digest).HashData(data), signature),
    };

    /// <summary>Likewise where only the digest of the data is at hand. Never true for algorithms that take the data itself.</summary>
    public bool VerifyHash(VerificationKey key, DigestAlgorithm digest, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => (Kind, key.Key) switch
    {
        (SignatureKind.RsaPkcs1, RSA rsa) => rsa.VerifyHash(hash, signature, digest.Hash, RSASignaturePadding.Pkcs1),
        (SignatureKind.RsaPss, RSA rsa) => PssVerifier.Verify(rsa, Pss!, hash, signature),
        (SignatureKind.Ecdsa, ECDsa ec) => ec.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence),
        (SignatureKind.Dsa, DSA dsa) => dsa.VerifySignature(hash, signature, DSASignatureFormat.Rfc3279DerSequence),
        _ => false,
    };

    /// <summary>Whether the method goes with a kind of key at all, and is one the key may be used for.</summary>
    public bool GoesWith(VerificationKey key) => (Kind, key.Key) switch
    {
        (SignatureKind.RsaPkcs1, RSA) => key.Algorithm == Oids.Rsa,
        (SignatureKind.RsaPss, RSA) => key.Algorithm == Oids.Rsa || IsWithin(key.Parameters),
        (SignatureKind.Ecdsa, ECDsa) or (SignatureKind.Dsa, DSA) or (SignatureKind.Ed25519, Ed25519) or (SignatureKind.Ed448, Ed448) => true,
        _ => false,
    };

    // RFC 4055 §3.3: parameters of a key bind its signatures: the same hashes, a salt no shorter.
    private bool IsWithin(ReadOnlyMemory<byte> keyParameters) => keyParameters.IsEmpty
        || (PssParameters.Read(keyParameters) is { } bound && bound.Hash == Pss!.Hash && bound.MaskHash == Pss.MaskHash && bound.SaltLength <= Pss.SaltLength);

    private static SignatureMethod Rsa(string digest) =>
        new(SignatureKind.RsaPkcs1, DigestAlgorithm.Find(digest), $"RSA PKCS#1 v1.5, {DigestAlgorithm.NameOf(digest)}");

    private static SignatureMethod Ecdsa(string digest) => new(SignatureKind.Ecdsa, DigestAlgorithm.Find(digest), $"ECDSA, {DigestAlgorithm.NameOf(digest)}");

    private static SignatureMethod? OfPss(ReadOnlyMemory<byte> parameters) => PssParameters.Read(parameters) is { } pss
        ? new(SignatureKind.RsaPss, pss.Hash, $"RSA-PSS, {pss.Hash.Name}, MGF1 {pss.MaskHash.Name}, salt {pss.SaltLength}") { Pss = pss }
        : null;
}

/// <summary>The families of signature algorithms read.</summary>
internal enum SignatureKind
{
    RsaPkcs1,
    RsaPss,
    Ecdsa,
    Dsa,
    Ed25519,
    Ed448,
}
