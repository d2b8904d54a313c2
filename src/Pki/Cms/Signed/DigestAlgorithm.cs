using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>A digest algorithm that is read, with what is thought of it today.</summary>
/// <param name="Oid">Its object identifier.</param>
/// <param name="Hash">The runtime's name of it.</param>
/// <param name="Name">For people.</param>
/// <param name="IsWeak">Collisions can be made, so that a signature over it proves nothing.</param>
internal sealed record DigestAlgorithm(string Oid, HashAlgorithmName Hash, string Name, bool IsWeak)
{
    public static readonly DigestAlgorithm Sha256 = new(Oids.Sha256, HashAlgorithmName.SHA256, "SHA-256", false);
    public static readonly DigestAlgorithm Sha384 = new(Oids.Sha384, HashAlgorithmName.SHA384, "SHA-384", false);
    public static readonly DigestAlgorithm Sha512 = new(Oids.Sha512, HashAlgorithmName.SHA512, "SHA-512", false);
    public static readonly DigestAlgorithm Sha1 = new(Oids.Sha1, HashAlgorithmName.SHA1, "SHA-1", true);
    private static readonly DigestAlgorithm Md5 = new(Oids.Md5, HashAlgorithmName.MD5, "MD5", true);
    private static readonly DigestAlgorithm Sha3With256 = new(Oids.Sha3With256, HashAlgorithmName.SHA3_256, "SHA3-256", false);
    private static readonly DigestAlgorithm Sha3With384 = new(Oids.Sha3With384, HashAlgorithmName.SHA3_384, "SHA3-384", false);
    private static readonly DigestAlgorithm Sha3With512 = new(Oids.Sha3With512, HashAlgorithmName.SHA3_512, "SHA3-512", false);

    /// <summary>The algorithm of an object identifier; null where it is not known here, or not by this platform.</summary>
    public static DigestAlgorithm? Find(string oid) => oid switch
    {
        Oids.Sha256 => Sha256,
        Oids.Sha384 => Sha384,
        Oids.Sha512 => Sha512,
        Oids.Sha1 => Sha1,
        Oids.Md5 => Md5,
        Oids.Sha3With256 when SHA3_256.IsSupported => Sha3With256,
        Oids.Sha3With384 when SHA3_384.IsSupported => Sha3With384,
        Oids.Sha3With512 when SHA3_512.IsSupported => Sha3With512,
        _ => null,
    };

    /// <summary>One that may be written: SHA-256 and up.</summary>
    public static DigestAlgorithm? FindWritten(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 ? Sha256 : hash == HashAlgorithmName.SHA384 ? Sha384 : hash == HashAlgorithmName.SHA512 ? Sha512 : null;

    public static string NameOf(string oid) => Find(oid)?.Name ?? oid;

    public byte[] HashData(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Hash, data);
}
