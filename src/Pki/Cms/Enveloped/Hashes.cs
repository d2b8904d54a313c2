namespace Chancery.Pki;

/// <summary>The hashes of OAEP and of key derivation, by the runtime's names.</summary>
internal static class Hashes
{
    public const string Sha1 = "SHA1";

    /// <summary>Which the runtime has not.</summary>
    public const string Sha224 = "SHA224";

    public static string? Find(string oid) => oid switch
    {
        Oids.Sha1 => Sha1,
        Oids.Sha224 => Sha224,
        Oids.Sha256 => "SHA256",
        Oids.Sha384 => "SHA384",
        Oids.Sha512 => "SHA512",
        _ => null,
    };

    public static string Spell(string name) => $"{name[..3]}-{name[3..]}";
}
