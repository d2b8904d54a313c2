using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Verifies the signatures of certificates (RFC 5280 §4.1.1.2), revocation lists (§5.1.1.2) and OCSP responses (RFC 6960 §4.2.1), and judges their strength.</summary>
internal static class SignatureCheck
{
    // Arithmetic costs with the size of the key, which whoever sends it chooses.
    private const int MostRsaBits = 8192;
    private const int MostDsaBits = 4096;
    private const int LeastCurveBits = 224;

    /// <summary>Whether data carries a signature by a key.</summary>
    /// <param name="subjectPublicKeyInfo">The key.</param>
    /// <param name="algorithm">The signature's AlgorithmIdentifier.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="allowSha1">Whether SHA-1 still convinces.</param>
    public static SignatureOutcome Verify(
        ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, bool allowSha1)
    {
        try
        {
            var verifier = VerificationKey.Of(subjectPublicKeyInfo);
            return Read(algorithm) is { } method && method.GoesWith(verifier) && !IsTooLarge(verifier.Key!)
                ? Verify(verifier, method, data, signature, allowSha1)
                : SignatureOutcome.Unsupported;
        }
        catch (PlatformNotSupportedException)
        {
            return SignatureOutcome.Unsupported;
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return SignatureOutcome.Invalid;
        }
    }

    private static SignatureOutcome Verify(
        VerificationKey key, SignatureMethod method, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, bool allowSha1) =>
        !method.Verify(key, method.Digest ?? DigestAlgorithm.Sha512, data, signature) ? SignatureOutcome.Invalid
        : key.IsWeak || key.Key is ECDsa { KeySize: < LeastCurveBits } || IsWeak(method.Digest, allowSha1) ? SignatureOutcome.Weak
        : SignatureOutcome.Valid;

    // A certificate's signature algorithm names its digest (RFC 3279 §2.2); the key's own identifier, which CMS knows, is none.
    private static SignatureMethod? Read(ReadOnlyMemory<byte> algorithm)
    {
        var fields = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
        var method = SignatureMethod.Find(fields.ReadObjectIdentifier(), fields.HasData ? fields.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty);
        return method is { Digest: null, Kind: not (SignatureKind.Ed25519 or SignatureKind.Ed448) } ? null : method;
    }

    private static bool IsTooLarge(AsymmetricAlgorithm key) => key is RSA { KeySize: > MostRsaBits } or DSA { KeySize: > MostDsaBits };

    private static bool IsWeak(DigestAlgorithm? digest, bool allowSha1) => digest is { IsWeak: true } && !(digest == DigestAlgorithm.Sha1 && allowSha1);
}
