using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Keys on the three curves of RFC 5753 that everybody has: P-256, P-384, P-521.</summary>
internal static class EcKeys
{
    /// <summary>The key of a certificate, or null where it is on another curve. Throws where it is no point.</summary>
    public static ECDiffieHellman? PublicKeyOf(X509Certificate2 certificate)
    {
        var parameters = certificate.PublicKey.EncodedParameters?.RawData ?? throw new CryptographicException("The key names no curve.");
        return Curve(new AsnReader(parameters, AsnEncodingRules.BER)) is { } curve
            ? Import(curve, certificate.PublicKey.EncodedKeyValue.RawData)
            : null;
    }

    /// <summary>A point on a curve as a key (SEC 1 §2.3.4), uncompressed or compressed. Throws where it is none.</summary>
    public static ECDiffieHellman Import(ECCurve curve, ReadOnlySpan<byte> point)
    {
        var form = point.IsEmpty ? 0 : point[0];
        var x = point[1..].ToArray();
        if (form is 2 or 3)
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = Decompress(curve, x, isOdd: form == 3) } });
        }

        if (form != 4 || x.Length % 2 != 0)
        {
            throw new CryptographicException("The point is in no known form.");
        }

        var length = x.Length / 2;
        return ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x[..length], Y = x[length..] } });
    }

    /// <summary>The curve that ECParameters name (RFC 5480 §2.1.1), or null where it is another.</summary>
    public static ECCurve? Curve(AsnReader parameters) => !parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) ? null
        : parameters.ReadObjectIdentifier() switch
        {
            Oids.P256 => ECCurve.NamedCurves.nistP256,
            Oids.P384 => ECCurve.NamedCurves.nistP384,
            Oids.P521 => ECCurve.NamedCurves.nistP521,
            _ => null,
        };

    // SEC 1 §2.3.4, step 2.4: y² = x³ + ax + b; the primes of these curves leave 3 when divided by 4, so the root is a power. All of it is public.
    private static byte[] Decompress(ECCurve curve, byte[] x, bool isOdd)
    {
        using var any = ECDiffieHellman.Create(curve);
        var domain = any.ExportExplicitParameters(false).Curve;
        var prime = Number(domain.Prime!);
        var abscissa = Number(x);
        var square = (BigInteger.ModPow(abscissa, 3, prime) + (Number(domain.A!) * abscissa) + Number(domain.B!)) % prime;
        var root = BigInteger.ModPow(square, (prime + 1) / 4, prime);
        root = root.IsEven == isOdd ? prime - root : root;
        var bytes = root.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[x.Length - bytes.Length], .. bytes];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
