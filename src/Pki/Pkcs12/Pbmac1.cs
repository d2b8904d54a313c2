using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Pki;

/// <summary>The MAC of RFC 9579 (PBMAC1, RFC 8018 §7.1): HMAC under a key that PBKDF2 makes of the password.</summary>
/// <param name="Salt">The salt of the derivation.</param>
/// <param name="Iterations">Its iterations.</param>
/// <param name="KeyBytes">The length of the key made, in bytes.</param>
/// <param name="Derivation">The object identifier of the derivation's HMAC.</param>
/// <param name="Scheme">The object identifier of the MAC.</param>
/// <param name="Value">The MAC.</param>
/// <param name="Content">What it covers.</param>
internal sealed record Pbmac1(byte[] Salt, long Iterations, int KeyBytes, string Derivation, string Scheme, byte[] Value, byte[] Content)
{
    // RFC 9579 §5: keys below 20 octets are not taken.
    private const int LeastKeyBytes = 20;
    private const int MostKeyBytes = 512;

    public static Pbmac1 Read(AsnReader parameters, byte[] value, byte[] content)
    {
        var derivation = parameters.ReadSequence();
        if (derivation.ReadObjectIdentifier() != Oids.Pbkdf2)
        {
            throw new NotSupportedException("The key derivation is not PBKDF2.");
        }

        // RFC 8018 §A.2: PBKDF2-params { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 }; RFC 9579 §4 wants the length.
        var pbkdf2 = derivation.ReadSequence();
        var salt = pbkdf2.ReadOctetString();
        var iterations = Pkcs12Costs.ReadCount(pbkdf2);
        var keyBytes = pbkdf2.HasData && pbkdf2.PeekTag() == Asn1Tag.Integer && pbkdf2.TryReadInt32(out var length) ? length : 0;
        var prf = pbkdf2.HasData ? pbkdf2.ReadSequence().ReadObjectIdentifier() : Oids.HmacSha1;
        return new(salt, iterations, keyBytes, prf, parameters.ReadSequence().ReadObjectIdentifier(), value, content);
    }

    /// <summary>Whether the password is the one; null where that cannot be told here. Costs the iterations, which must have been booked.</summary>
    public bool? Verify(string password)
    {
        if (HashOf(Derivation) is not { } prf || HashOf(Scheme) is not { } hash || KeyBytes is < LeastKeyBytes or > MostKeyBytes)
        {
            return null;
        }

        // RFC 9579 §4: the password in UTF-8, without the zeros that PKCS#12 appends elsewhere.
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Salt, (int)Iterations, prf, KeyBytes);
        try
        {
            return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(hash, key, Content), Value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static HashAlgorithmName? HashOf(string oid) => oid switch
    {
        Oids.HmacSha1 => HashAlgorithmName.SHA1,
        Oids.HmacSha256 => HashAlgorithmName.SHA256,
        Oids.HmacSha384 => HashAlgorithmName.SHA384,
        Oids.HmacSha512 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
