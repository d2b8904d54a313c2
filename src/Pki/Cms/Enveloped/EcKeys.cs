using System.Formats.Asn1;
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

    /// <summary>A point on a curve as a key. Throws where it is none.</summary>
    public static ECDiffieHellman Import(ECCurve curve, ReadOnlySpan<byte> point)
    {
        var length = (point.Length - 1) / 2;
        if (point.IsEmpty || point[0] != 4 || point.Length != (2 * length) + 1)
        {
            throw new CryptographicException("The point is not in the uncompressed form.");
        }

        var q = new ECPoint { X = point[1..(length + 1)].ToArray(), Y = point[(length + 1)..].ToArray() };
        return ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = q });
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
}
