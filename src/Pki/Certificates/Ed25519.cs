using System.Security.Cryptography;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Chancery.Pki;

/// <summary>
/// Ed25519 (RFC 8032 §5.1): a signature key as RFC 8410 writes it. The runtime has none; the arithmetic is BouncyCastle's. Safe for concurrent use
/// once it is imported.
/// </summary>
public sealed class Ed25519 : Rfc8410Key
{
    /// <summary>The length of a signature, in bytes.</summary>
    public const int SignatureBytes = 64;

    private const int KeyBytes = 32;

    private Ed25519()
        : base(Oids.Ed25519, KeyBytes)
    {
    }

    /// <inheritdoc/>
    public override string SignatureAlgorithm => "Ed25519";

    /// <summary>Makes a new key pair.</summary>
    public static new Ed25519 Create()
    {
        var key = new Ed25519();
        key.Generate();
        return key;
    }

    /// <summary>A key from a PKCS#8 PrivateKeyInfo (RFC 8410 §7).</summary>
    /// <param name="pkcs8">DER.</param>
    /// <exception cref="CryptographicException">It is no Ed25519 key.</exception>
    public static Ed25519 FromPkcs8PrivateKey(ReadOnlySpan<byte> pkcs8)
    {
        var key = new Ed25519();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key;
    }

    /// <summary>A public key from a SubjectPublicKeyInfo (RFC 8410 §4).</summary>
    /// <param name="subjectPublicKeyInfo">DER.</param>
    /// <exception cref="CryptographicException">It is no Ed25519 key.</exception>
    public static Ed25519 FromSubjectPublicKeyInfo(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = new Ed25519();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }

    /// <summary>Signs (pure Ed25519: the data itself, not a digest of it).</summary>
    /// <param name="data">The data.</param>
    /// <returns>The <see cref="SignatureBytes"/> octets of the signature.</returns>
    /// <exception cref="CryptographicException">There is no private key.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var signature = new byte[SignatureBytes];
        var message = data.ToArray();
        Curve.Sign(PrivateBytes, 0, PublicBytes, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    /// <summary>Whether a signature is this key's over the data. Signatures and points that are not canonical are refused (RFC 8032 §5.1.7).</summary>
    /// <param name="data">The data.</param>
    /// <param name="signature">The signature.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
        {
            return false;
        }

        var message = data.ToArray();
        return Curve.Verify(signature.ToArray(), 0, PublicBytes, 0, message, 0, message.Length);
    }

    private protected override byte[] PublicFrom(byte[] privateKey)
    {
        var key = new byte[KeyBytes];
        Curve.GeneratePublicKey(privateKey, 0, key, 0);
        return key;
    }
}
