using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>What one signature covers, and its check by one certificate after another.</summary>
internal sealed class SignatureInput(SignerStructure signer, SignedContentSource content, DigestAlgorithm digest, SignatureMethod method)
{
    private byte[]? _asWritten;

    public (CmsSignatureState State, string Detail) Judge(CertificateBag.Entry candidate)
    {
        var key = candidate.Known.Key;
        if (key.Key is null || !method.GoesWith(key))
        {
            return key.Key is null
                ? (CmsSignatureState.AlgorithmUnsupported, $"The key is {KeyNames.Of(key.Algorithm)}.")
                : (CmsSignatureState.SignatureInvalid, "The signature's algorithm is not the key's.");
        }

        if (!content.IsThere)
        {
            return (CmsSignatureState.ContentMissing, string.Empty);
        }

        var (state, detail) = signer.EncodedAttributes is null ? JudgeBare(key) : JudgeAttributes(key);
        if (state != CmsSignatureState.Valid)
        {
            return (state, detail);
        }

        if (SigningCertificates.Mismatch(signer, candidate.Known) is { } mismatch)
        {
            return (CmsSignatureState.SigningCertificateMismatch, mismatch);
        }

        return digest.IsWeak || key.IsWeak || method.Pss is { Hash.IsWeak: true }
            ? (CmsSignatureState.AlgorithmWeak, string.Empty)
            : (CmsSignatureState.Valid, string.Empty);
    }

    // RFC 5652 §5.4: without signed attributes the signature is over the content itself.
    private (CmsSignatureState State, string Detail) JudgeBare(VerificationKey key)
    {
        // The signature over somebody's attributes would verify as one over a content that is those attributes.
        if (content.LooksLikeAttributes)
        {
            return (CmsSignatureState.Malformed, "The content has the form of signed attributes: the signature may be made over those of another message.");
        }

        if (method.Kind is SignatureKind.Ed25519 or SignatureKind.Ed448)
        {
            return content.Whole is not { } whole
                ? (CmsSignatureState.AlgorithmUnsupported, "The signature is over the content itself, which was streamed.")
                : Answer(method.Verify(key, digest, whole.Span, signer.Signature.Span));
        }

        return content.Digest(digest) is not { } hash
            ? (CmsSignatureState.Malformed, "The message does not announce the digest algorithm in front of its content.")
            : Answer(method.VerifyHash(key, digest, hash, signer.Signature.Span));
    }

    private (CmsSignatureState State, string Detail) JudgeAttributes(VerificationKey key)
    {
        if (!VerifyAttributes(key))
        {
            return Answer(false);
        }

        var claimed = new AsnReader(SignerRules.SingleValue(signer, Oids.MessageDigest)!, AsnEncodingRules.BER);
        if (content.Digest(digest) is not { } hash)
        {
            return (CmsSignatureState.Malformed, "The message does not announce the digest algorithm in front of its content.");
        }

        return claimed.TryReadPrimitiveOctetString(out var value) && value.Span.SequenceEqual(hash)
            ? (CmsSignatureState.Valid, string.Empty)
            : (CmsSignatureState.DigestMismatch, string.Empty);
    }

    // RFC 5652 §5.4: signed is the DER of the attributes as a SET OF. Most writers send just that; some send BER, sorted otherwise than they signed.
    private bool VerifyAttributes(VerificationKey key)
    {
        _asWritten ??= Retagged();
        return method.Verify(key, digest, _asWritten, signer.Signature.Span)
            || (Canonical(_asWritten) is { } canonical && method.Verify(key, digest, canonical, signer.Signature.Span));
    }

    private byte[] Retagged()
    {
        var attributes = signer.EncodedAttributes!.Value.ToArray();
        attributes[0] = 0x31;
        return attributes;
    }

    /// <summary>The DER of the set; null where that is how it was written.</summary>
    private static byte[]? Canonical(byte[] written)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            var attributes = new AsnReader(written, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                writer.WriteEncodedValue(attributes.ReadEncodedValue().Span);
            }
        }

        var canonical = writer.Encode();
        return canonical.AsSpan().SequenceEqual(written) ? null : canonical;
    }

    private static (CmsSignatureState State, string Detail) Answer(bool verifies) =>
        (verifies ? CmsSignatureState.Valid : CmsSignatureState.SignatureInvalid, string.Empty);
}
