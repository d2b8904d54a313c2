using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Key pairs: made, read from PKCS#8, compared by their public half.</summary>
public static class KeyPairs
{
    /// <summary>Makes a key pair.</summary>
    /// <param name="algorithm">Its kind.</param>
    /// <returns>An <see cref="RSA"/> or an <see cref="ECDsa"/>, the caller's to dispose of.</returns>
    public static AsymmetricAlgorithm Generate(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa2048 => GenerateRsa(2048),
        KeyAlgorithm.Rsa3072 => GenerateRsa(3072),
        KeyAlgorithm.Rsa4096 => GenerateRsa(4096),
        KeyAlgorithm.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyAlgorithm.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of a key, DER.</summary>
    /// <param name="key">An RSA, ECDSA, Ed25519 or X25519 key.</param>
    public static byte[] PublicKeyInfo(AsymmetricAlgorithm key) => key.ExportSubjectPublicKeyInfo();

    /// <summary>SHA-256 of a SubjectPublicKeyInfo, lower-case hexadecimal: how a key is named throughout the product.</summary>
    /// <param name="subjectPublicKeyInfo">DER.</param>
    public static string PublicKeyHash(ReadOnlySpan<byte> subjectPublicKeyInfo) => Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));

    /// <summary>The same name, of a key pair.</summary>
    /// <param name="key">An RSA, ECDSA, Ed25519 or X25519 key.</param>
    public static string PublicKeyHash(AsymmetricAlgorithm key) => PublicKeyHash(key.ExportSubjectPublicKeyInfo());

    /// <summary>Whether a certificate certifies a key.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">An RSA, ECDSA, Ed25519 or X25519 key.</param>
    public static bool Matches(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        using var certified = PublicKeyOf(certificate);
        return certified is not null && certified.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Reads a PKCS#8 private key (RFC 5208) in clear.</summary>
    /// <param name="pkcs8">DER.</param>
    /// <returns>An <see cref="RSA"/>, <see cref="ECDsa"/>, <see cref="Ed25519"/> or <see cref="X25519"/>, the caller's to dispose of;
    /// <c>keyUnsupported</c> with the algorithm's name for every other kind; <c>keyMalformed</c>.</returns>
    public static PkiResult<AsymmetricAlgorithm> ReadPrivateKey(ReadOnlyMemory<byte> pkcs8) =>
        Hostile.Read(PkiErrorCode.KeyMalformed, "Not a PKCS#8 private key.", () => ReadPrivateKey(AlgorithmOf(pkcs8), pkcs8.Span));

    /// <summary>The public key of a certificate, if it is of a kind used here, whatever its keyUsage: the certificate's own getters hide the key of one
    /// that only agrees on keys.</summary>
    internal static AsymmetricAlgorithm? PublicKeyOf(X509Certificate2 certificate) => PublicKeyOf(certificate.PublicKey);

    /// <summary>The same of a bare public key. Throws where its numbers make no key.</summary>
    internal static AsymmetricAlgorithm? PublicKeyOf(PublicKey key) => key.Oid.Value switch
    {
        Oids.Ed25519 => Ed25519.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo()),
        Oids.X25519 => X25519.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo()),
        _ => (AsymmetricAlgorithm?)key.GetRSAPublicKey() ?? key.GetECDsaPublicKey(),
    };

    private static RSA GenerateRsa(int bits) => RSA.Create(bits);

    private static string AlgorithmOf(ReadOnlyMemory<byte> pkcs8)
    {
        var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        return info.ReadSequence().ReadObjectIdentifier();
    }

    private static PkiResult<AsymmetricAlgorithm> ReadPrivateKey(string algorithm, ReadOnlySpan<byte> pkcs8)
    {
        AsymmetricAlgorithm? key = null;
        try
        {
            switch (algorithm)
            {
                case Oids.Rsa:
                    key = RSA.Create();
                    key.ImportPkcs8PrivateKey(pkcs8, out _);
                    break;
                case Oids.EcPublicKey:
                    key = ECDsa.Create();
                    key.ImportPkcs8PrivateKey(pkcs8, out _);
                    break;
                case Oids.Ed25519:
                    key = Ed25519.FromPkcs8PrivateKey(pkcs8);
                    break;
                case Oids.X25519:
                    key = X25519.FromPkcs8PrivateKey(pkcs8);
                    break;
                default:
                    return PkiResult<AsymmetricAlgorithm>.Fail(
                        PkiErrorCode.KeyUnsupported, $"The key is {KeyNames.Of(algorithm)}; RSA, ECDSA, Ed25519 and X25519 keys are read.");
            }

            // A key that imports and cannot be written again (an explicit curve, a broken point) is of no use here: find out now.
            _ = key.ExportSubjectPublicKeyInfo();
            return PkiResult<AsymmetricAlgorithm>.Ok(key);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            key?.Dispose();
            return PkiResult<AsymmetricAlgorithm>.Fail(PkiErrorCode.KeyMalformed, "The private key cannot be read.");
        }
    }
}
