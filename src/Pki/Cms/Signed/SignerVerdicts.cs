using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What a verdict says of its signer whatever the mathematics say.</summary>
internal static class SignerVerdicts
{
    public static SignerVerdict Of(SignerStructure signer, X509Certificate2? certificate, SignatureMethod? method) =>
        new(CmsSignatureState.Malformed, Identify(signer), certificate, DigestAlgorithm.NameOf(signer.DigestAlgorithm), Name(signer, method))
        {
            SigningTime = SigningTime(signer),
            SignedAttributes = signer.SignedAttributes,
            UnsignedAttributes = signer.UnsignedAttributes,
        };

    /// <summary>Which of two verdicts on one signature, by two certificates, is nearer the truth: the lower.</summary>
    public static int Rank(CmsSignatureState state) => state switch
    {
        CmsSignatureState.Valid => 0,
        CmsSignatureState.AlgorithmWeak => 1,
        CmsSignatureState.ContentMissing => 2,
        CmsSignatureState.DigestMismatch => 3,
        CmsSignatureState.SigningCertificateMismatch => 4,
        CmsSignatureState.Malformed => 5,
        CmsSignatureState.SignatureInvalid => 6,
        _ => 7,
    };

    private static string Name(SignerStructure signer, SignatureMethod? method) => method switch
    {
        null => signer.SignatureAlgorithm,
        { Digest: null, Kind: not (SignatureKind.Ed25519 or SignatureKind.Ed448) } => $"{method.Name}, {DigestAlgorithm.NameOf(signer.DigestAlgorithm)}",
        _ => method.Name,
    };

    private static SignerIdentifier Identify(SignerStructure signer) => signer.SubjectKeyIdentifier is { } identifier
        ? new(null, null, Convert.ToHexString(identifier.Span))
        : new(NameOf(signer.Issuer), Convert.ToHexString(signer.SerialNumber.Span), null);

    private static string NameOf(ReadOnlyMemory<byte> name)
    {
        try
        {
            return new X500DistinguishedName(name.Span).Name;
        }
        catch (CryptographicException)
        {
            return Convert.ToHexString(name.Span);
        }
    }

    // RFC 5652 §11.3: Time is a choice; an unreadable one is no time.
    private static DateTimeOffset? SigningTime(SignerStructure signer)
    {
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Oid == Oids.SigningTime && attribute.Values.Length == 1)
            {
                try
                {
                    var reader = new AsnReader(attribute.Values[0], AsnEncodingRules.BER);
                    return reader.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.UtcTime)) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
                }
                catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
                {
                    return null;
                }
            }
        }

        return null;
    }
}
