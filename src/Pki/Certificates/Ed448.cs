using System.Security.Cryptography;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed448;

namespace Chancery.Pki;

/// <summary>Ed448 (RFC 8032 §5.2), to verify signatures of others; none is made here.</summary>
internal sealed class Ed448 : Rfc8410Key
{
    private const int KeyBytes = 57;
    private const int SignatureBytes = 114;

    private Ed448()
        : base(Oids.Ed448, KeyBytes)
    {
    }

    public override string SignatureAlgorithm => "Ed448";

    public static Ed448 FromSubjectPublicKeyInfo(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = new Ed448();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
        {
            return false;
        }

        // RFC 8419 §2.2: the context is empty.
        var message = data.ToArray();
        return Curve.Verify(signature.ToArray(), 0, PublicBytes, 0, [], message, 0, message.Length);
    }

    private protected override byte[] PublicFrom(byte[] privateKey) => throw new CryptographicException("Ed448 keys only verify here.");
}
