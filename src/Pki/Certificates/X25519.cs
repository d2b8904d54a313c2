using System.Security.Cryptography;
using Curve = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Chancery.Pki;

/// <summary>
/// A key for X25519 (RFC 7748 §5), carried so that files that hold one can be read and written whole. Nothing here agrees on keys with it: no mail
/// program found reads mail to such keys (facts of S/MIME).
/// </summary>
public sealed class X25519 : Rfc8410Key
{
    private const int KeyBytes = 32;

    private X25519()
        : base(Oids.X25519, KeyBytes)
    {
    }

    /// <inheritdoc/>
    public override string KeyExchangeAlgorithm => "X25519";

    /// <summary>Makes a new key pair.</summary>
    public static new X25519 Create()
    {
        var key = new X25519();
        key.Generate();
        return key;
    }

    /// <summary>A key from a PKCS#8 PrivateKeyInfo (RFC 8410 §7).</summary>
    /// <param name="pkcs8">DER.</param>
    /// <exception cref="CryptographicException">It is no X25519 key.</exception>
    public static X25519 FromPkcs8PrivateKey(ReadOnlySpan<byte> pkcs8)
    {
        var key = new X25519();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key;
    }

    /// <summary>A public key from a SubjectPublicKeyInfo (RFC 8410 §4).</summary>
    /// <param name="subjectPublicKeyInfo">DER.</param>
    /// <exception cref="CryptographicException">It is no X25519 key.</exception>
    public static X25519 FromSubjectPublicKeyInfo(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = new X25519();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }

    private protected override byte[] PublicFrom(byte[] privateKey)
    {
        var key = new byte[KeyBytes];
        Curve.GeneratePublicKey(privateKey, 0, key, 0);
        return key;
    }
}
