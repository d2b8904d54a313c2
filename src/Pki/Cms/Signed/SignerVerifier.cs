using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Judges the signers of one message (RFC 5652 §5.4, §5.6).</summary>
/// <param name="structure">The message.</param>
/// <param name="content">Its content, wherever it came from.</param>
internal sealed class SignerVerifier(SignedDataStructure structure, SignedContentSource content)
{
    public SignerVerdict Verify(SignerStructure signer)
    {
        var candidates = structure.Certificates.Find(signer);
        var digest = DigestAlgorithm.Find(signer.DigestAlgorithm);
        var method = ReadMethod(signer);
        var unjudged = SignerVerdicts.Of(signer, candidates.Count > 0 ? candidates[0].Certificate : null, method);
        if (candidates.Count == 0)
        {
            return unjudged with { State = CmsSignatureState.CertificateMissing };
        }

        if (digest is null || method is null)
        {
            return unjudged with { State = CmsSignatureState.AlgorithmUnsupported };
        }

        if (SignerRules.Broken(signer, structure.ContentType, digest, method) is { } broken)
        {
            return unjudged with { State = CmsSignatureState.Malformed, Detail = broken };
        }

        return Judge(signer, unjudged, candidates, digest, method);
    }

    // Several certificates may bear one name: the verdict is the best that any of them gives.
    private SignerVerdict Judge(SignerStructure signer, SignerVerdict unjudged, List<CertificateBag.Entry> candidates, DigestAlgorithm digest, SignatureMethod method)
    {
        var check = new SignatureInput(signer, content, digest, method);
        SignerVerdict? best = null;
        foreach (var candidate in candidates)
        {
            var (state, detail) = check.Judge(candidate);
            if (best is null || SignerVerdicts.Rank(state) < SignerVerdicts.Rank(best.State))
            {
                best = unjudged with { State = state, Detail = detail, Certificate = candidate.Certificate };
            }
        }

        return best!;
    }

    private static SignatureMethod? ReadMethod(SignerStructure signer)
    {
        try
        {
            return SignatureMethod.Find(signer.SignatureAlgorithm, signer.SignatureParameters);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
