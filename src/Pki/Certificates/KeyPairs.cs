using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Key pairs: made, read from PKCS#8, compared by their public half.</summary>
public static class KeyPairs
{
    // RFC 5480 §2.1.1: a curve has a name; one spelt out could be any.
    private const string ExplicitCurve = "The curve is spelt out by its parameters, not named.";

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
        Hostile.Read(PkiErrorCode.KeyMalformed, "Not a PKCS#8 private key.", () => ReadPrivateKey(AlgorithmOf(pkcs8), pkcs8));

    /// <summary>Reads an RSAPrivateKey (RFC 8017 §A.1.2), the <c>RSA PRIVATE KEY</c> of PEM files.</summary>
    internal static PkiResult<AsymmetricAlgorithm> ReadRsaPrivateKey(byte[] der) => Hostile.Read(
        PkiErrorCode.KeyMalformed, "Not an RSA private key.", () => Import(RSA.Create(), der, (key, bytes) => key.ImportRSAPrivateKey(bytes, out _)));

    /// <summary>Reads an ECPrivateKey (RFC 5915), the <c>EC PRIVATE KEY</c> of PEM files.</summary>
    internal static PkiResult<AsymmetricAlgorithm> ReadEcPrivateKey(byte[] der) => Hostile.Read(PkiErrorCode.KeyMalformed, "Not an EC private key.", () =>
    {
        var fields = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        fields.ReadInteger();
        fields.ReadOctetString();
        var parameters = new Asn1Tag(TagClass.ContextSpecific, 0);
        return fields.HasData && fields.PeekTag().HasSameClassAndValue(parameters) && fields.ReadSequence(parameters).PeekTag() == Asn1Tag.Sequence
            ? PkiResult<AsymmetricAlgorithm>.Fail(PkiErrorCode.KeyUnsupported, ExplicitCurve)
            : Import(ECDsa.Create(), der, (key, bytes) => key.ImportECPrivateKey(bytes, out _));
    });

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

    private static (string Algorithm, bool IsExplicit) AlgorithmOf(ReadOnlyMemory<byte> pkcs8)
    {
        var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        var algorithm = info.ReadSequence();
        return (algorithm.ReadObjectIdentifier(), algorithm.HasData && algorithm.PeekTag() == Asn1Tag.Sequence);
    }

    private static PkiResult<AsymmetricAlgorithm> ReadPrivateKey((string Algorithm, bool IsExplicit) kind, ReadOnlyMemory<byte> pkcs8) => kind switch
    {
        (Oids.Rsa, _) => Import(RSA.Create(), pkcs8.Span, (key, bytes) => key.ImportPkcs8PrivateKey(bytes, out _)),
        (Oids.EcPublicKey, true) => PkiResult<AsymmetricAlgorithm>.Fail(PkiErrorCode.KeyUnsupported, ExplicitCurve),
        (Oids.EcPublicKey, false) => Import(ECDsa.Create(), pkcs8.Span, (key, bytes) => key.ImportPkcs8PrivateKey(bytes, out _)),
        (Oids.Ed25519, _) => Ed25519.FromPkcs8PrivateKey(pkcs8.Span),
        (Oids.X25519, _) => X25519.FromPkcs8PrivateKey(pkcs8.Span),
        var (other, _) => PkiResult<AsymmetricAlgorithm>.Fail(
            PkiErrorCode.KeyUnsupported, $"The key is {KeyNames.Of(other)}; RSA, ECDSA, Ed25519 and X25519 keys are read."),
    };

    private static PkiResult<AsymmetricAlgorithm> Import<T>(T key, ReadOnlySpan<byte> bytes, Importer<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key, bytes);
            // A key that imports and cannot be written again (a broken point) is of no use here: find out now.
            _ = key.ExportSubjectPublicKeyInfo();
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private delegate void Importer<in T>(T key, ReadOnlySpan<byte> bytes);
}
