using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Verifies the signature of certificates and revocation lists (RFC 5280 §4.1.1.2, §5.1.1.2). SHA-1 and older are refused.</summary>
internal static class SignatureCheck
{
    public static bool Verify(X509Certificate2 signer, ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            var fields = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
            var method = SignatureMethod.Find(fields.ReadObjectIdentifier(), fields.HasData ? fields.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty);
            var key = VerificationKey.Of(CertificateFields.Of(signer.RawDataMemory).SubjectPublicKeyInfo);
            return method is { Digest: { IsWeak: false } digest }
                ? method.GoesWith(key) && method.Verify(key, digest, data, signature)
                : method is { Kind: SignatureKind.Ed25519 or SignatureKind.Ed448 } && method.Verify(key, DigestAlgorithm.Sha512, data, signature);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return false;
        }
    }
}
