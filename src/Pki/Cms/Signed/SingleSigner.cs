using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>The view of protocols in which a message has one signer and anything else is a refusal: SCEP, device management.</summary>
internal static class SingleSigner
{
    public static PkiResult<SignedContent> Verify(PkiResult<SignedMessage> read)
    {
        if (!read.IsOk)
        {
            return read.Error;
        }

        // A message without signers verifies vacuously (facts/smime.md); one with several says two things at once.
        var message = read.Value;
        if (message.Signers.Length != 1)
        {
            return Invalid($"{message.Signers.Length} signers, not one.");
        }

        var signer = message.Signers[0];
        // SHA-1 is let pass here: devices still sign with it, and what they sign is bound by a challenge or a channel.
        var holds = signer.State == CmsSignatureState.Valid
            || (signer.State == CmsSignatureState.AlgorithmWeak && signer.DigestAlgorithm == DigestAlgorithm.Sha1.Name);
        return holds ? Content(message, signer) : Invalid(signer.State switch
        {
            CmsSignatureState.ContentMissing => "The content is not in the message.",
            CmsSignatureState.CertificateMissing => "The signer's certificate is not in the message.",
            CmsSignatureState.AlgorithmWeak or CmsSignatureState.AlgorithmUnsupported => $"The algorithms are {signer.DigestAlgorithm} and {signer.SignatureAlgorithm}.",
            _ => signer.Detail.Length > 0 ? signer.Detail : "The signature does not verify.",
        });
    }

    private static PkiResult<SignedContent> Content(SignedMessage message, SignerVerdict signer)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, byte[]>();
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Values.IsEmpty || !attributes.TryAdd(attribute.Oid, attribute.Values[0]))
            {
                return Invalid("The signed attributes contradict the content.");
            }
        }

        return new SignedContent(message.Content, signer.Certificate!, message.Certificates, attributes.ToImmutable());
    }

    private static PkiResult<SignedContent> Invalid(string detail) => PkiResult<SignedContent>.Fail(PkiErrorCode.CmsSignatureInvalid, detail);
}
