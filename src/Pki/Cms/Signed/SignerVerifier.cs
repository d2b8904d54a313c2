using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Judges signers over one content (RFC 5652 §5.4, §5.6).</summary>
/// <param name="certificates">The certificates at hand.</param>
/// <param name="contentType">The content's type; null where the content is a signature, which has none (RFC 5652 §11.4).</param>
/// <param name="content">The content, wherever it came from.</param>
/// <param name="budget">What signatures over signatures may still cost.</param>
/// <param name="depth">How many signatures this one stands over.</param>
internal sealed class SignerVerifier(
    CertificateBag certificates, string? contentType, SignedContentSource content, VerificationBudget budget, int depth = 0)
{
    public ImmutableArray<SignerVerdict> VerifyAll(List<SignerStructure> signers)
    {
        var verdicts = ImmutableArray.CreateBuilder<SignerVerdict>(signers.Count);
        foreach (var signer in signers)
        {
            verdicts.Add(Verify(signer));
        }

        return verdicts.MoveToImmutable();
    }

    private SignerVerdict Verify(SignerStructure signer)
    {
        var verdict = VerifySignature(signer);
        return signer.UnsignedAttributes.IsEmpty || depth >= SignedLimits.MaxCounterDepth ? verdict : verdict with
        {
            CounterSignatures = CounterSignatures(signer),
            Timestamp = TimestampReader.Find(signer, certificates, budget, depth + 1),
        };
    }

    private SignerVerdict VerifySignature(SignerStructure signer)
    {
        var candidates = certificates.Find(signer);
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

        return SignerRules.Broken(signer, contentType, digest, method) is { } broken
            ? unjudged with { State = CmsSignatureState.Malformed, Detail = broken }
            : Judge(unjudged, candidates, new SignatureInput(signer, content, digest, method));
    }

    // Several certificates may bear one name: the verdict is the best that any of them gives.
    private static SignerVerdict Judge(SignerVerdict unjudged, List<CertificateBag.Entry> candidates, SignatureInput input)
    {
        SignerVerdict? best = null;
        foreach (var candidate in candidates)
        {
            var (state, detail) = input.Judge(candidate);
            if (best is null || SignerVerdicts.Rank(state) < SignerVerdicts.Rank(best.State))
            {
                best = unjudged with { State = state, Detail = detail, Certificate = candidate.Certificate };
            }
        }

        return best!;
    }

    // RFC 5652 §11.4: each value is a SignerInfo over the octets of the signature it stands beside. One that cannot be read is passed over.
    private ImmutableArray<SignerVerdict> CounterSignatures(SignerStructure signer)
    {
        var over = new SignerVerifier(certificates, null, SignedContentSource.Of(signer.Signature), budget, depth + 1);
        var verdicts = ImmutableArray.CreateBuilder<SignerVerdict>();
        foreach (var attribute in signer.UnsignedAttributes)
        {
            if (attribute.Oid == Oids.CounterSignature)
            {
                foreach (var value in attribute.Values)
                {
                    if (budget.Spend() && ReadCounter(value) is { } counter)
                    {
                        verdicts.Add(over.Verify(counter));
                    }
                }
            }
        }

        return verdicts.DrainToImmutable();
    }

    private static SignerStructure? ReadCounter(byte[] value)
    {
        try
        {
            return SignerInfoParser.Parse(new AsnReader(value, AsnEncodingRules.BER).ReadSequence());
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return null;
        }
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
