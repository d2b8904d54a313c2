using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>The kind of a certificate's key, as far as the policy asks.</summary>
internal sealed record PolicyKey(string Name, int Bits, bool IsRsa, bool IsEc, bool IsEd25519)
{
    // RFC 5753 §8: the KDF's hash as strong as the curve; the wrap is AES-256, since the content's key may be.
    public KeyManagement Agreement => Bits switch
    {
        <= 256 => KeyManagement.EcdhSha256Aes256,
        <= 384 => KeyManagement.EcdhSha384Aes256,
        _ => KeyManagement.EcdhSha512Aes256,
    };

    // FIPS 186-5: a digest no shorter than the curve's order.
    public HashAlgorithmName Digest => Bits switch
    {
        <= 256 => HashAlgorithmName.SHA256,
        <= 384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}

/// <summary>Reads the kind of a certificate's key from its SubjectPublicKeyInfo.</summary>
internal static class PolicyKeys
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Ec = "1.2.840.10045.2.1";
    private const string Ed25519 = "1.3.101.112";
    private static readonly Dictionary<string, (string Name, int Bits)> Curves = new()
    {
        ["1.2.840.10045.3.1.7"] = ("P-256", 256),
        ["1.3.132.0.34"] = ("P-384", 384),
        ["1.3.132.0.35"] = ("P-521", 521),
    };

    public static PolicyKey KindOf(X509Certificate2 certificate)
    {
        var key = certificate.PublicKey;
        return key.Oid.Value switch
        {
            Rsa => new PolicyKey("RSA", RsaBits(key), IsRsa: true, IsEc: false, IsEd25519: false),
            Ec when Curve(key) is { } curve => new PolicyKey(curve.Name, curve.Bits, IsRsa: false, IsEc: true, IsEd25519: false),
            Ed25519 => new PolicyKey("Ed25519", 255, IsRsa: false, IsEc: false, IsEd25519: true),
            var other => new PolicyKey(CertificateReader.Describe(certificate).KeyDescription is { Length: > 0 } name ? name : other ?? "unknown", 0, false, false, false),
        };
    }

    /// <summary>RSAES-OAEP-params (RFC 4055 §4.1): the announced hash where it is SHA-2; SHA-256 for the rest, since SHA-1 is read and never written.</summary>
    public static KeyManagement OaepHash(ReadOnlyMemory<byte>? parameters)
    {
        if (parameters is not { IsEmpty: false } encoded)
        {
            return KeyManagement.RsaOaepSha256;
        }

        try
        {
            var fields = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            var hash = fields.HasData && fields.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0))
                ? fields.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence().ReadObjectIdentifier() : "";
            return hash switch { Oids.Sha384 => KeyManagement.RsaOaepSha384, Oids.Sha512 => KeyManagement.RsaOaepSha512, _ => KeyManagement.RsaOaepSha256 };
        }
        catch (AsnContentException)
        {
            return KeyManagement.RsaOaepSha256;
        }
    }

    private static int RsaBits(PublicKey key)
    {
        try
        {
            // RSAPublicKey (RFC 8017 §A.1.1): the modulus comes first.
            var modulus = new AsnReader(key.EncodedKeyValue.RawData, AsnEncodingRules.BER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0);
            return modulus.IsEmpty ? 0 : (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0]) + 24;
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }

    private static (string Name, int Bits)? Curve(PublicKey key)
    {
        try
        {
            return Curves.TryGetValue(new AsnReader(key.EncodedParameters?.RawData ?? [], AsnEncodingRules.DER).ReadObjectIdentifier(), out var curve) ? curve : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
