using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Chancery.Pki;

/// <summary>The hashes of OAEP and of key derivation, by the runtime's names.</summary>
internal static class Hashes
{
    public const string Sha1 = "SHA1";

    /// <summary>Which the runtime has not.</summary>
    public const string Sha224 = "SHA224";

    /// <summary>The most octets one of them yields.</summary>
    public const int Longest = 64;

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

    /// <summary>How many octets it yields.</summary>
    public static int Length(string name) => name == Sha1 ? 20 : int.Parse(name.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) / 8;

    /// <summary>Hashes.</summary>
    /// <returns>How many octets were written.</returns>
    public static int Digest(string name, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (name != Sha224)
        {
            return CryptographicOperations.HashData(new HashAlgorithmName(name), input, output);
        }

        var digest = new Sha224Digest();
        digest.BlockUpdate(input);
        return digest.DoFinal(output);
    }
}
