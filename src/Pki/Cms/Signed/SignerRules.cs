using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The rules of RFC 5652 without which a signature that verifies means nothing.</summary>
internal static class SignerRules
{
    /// <summary>The rule that a signer breaks; null where it keeps all. The content type is null for a signature over a signature.</summary>
    public static string? Broken(SignerStructure signer, string? contentType, DigestAlgorithm digest, SignatureMethod method)
    {
        // RFC 8933 §3: the content's digest and the attributes' are made by one algorithm.
        if (method.Digest is { } named && named != digest)
        {
            return $"The digest is {digest.Name}, and the signature's is {named.Name}.";
        }

        if (signer.EncodedAttributes is null)
        {
            // RFC 5652 §5.3: signedAttrs MUST be present if the content type is not id-data.
            return contentType is Oids.Data or null ? null : "The content is not id-data and no attributes are signed.";
        }

        return signer.SignedAttributes.IsEmpty ? "The signed attributes are empty." : BrokenByAttributes(signer, contentType);
    }

    /// <summary>The value of an attribute that must stand once, with one value.</summary>
    public static byte[]? SingleValue(SignerStructure signer, string oid)
    {
        byte[]? found = null;
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Oid == oid)
            {
                if (found is not null || attribute.Values.Length != 1)
                {
                    return null;
                }

                found = attribute.Values[0];
            }
        }

        return found;
    }

    // RFC 5652 §11.1, §11.2: content-type and message-digest, once each, and what the content's type is.
    private static string? BrokenByAttributes(SignerStructure signer, string? contentType)
    {
        if (contentType is null)
        {
            return SignedDigestIsOnly(signer) ? null : "Message-digest does not stand once among the signed attributes, or content-type does.";
        }

        if (SingleValue(signer, Oids.ContentType) is not { } type || SingleValue(signer, Oids.MessageDigest) is null)
        {
            return "Content-type and message-digest do not stand once each among the signed attributes.";
        }

        try
        {
            return new AsnReader(type, AsnEncodingRules.BER).ReadObjectIdentifier() == contentType ? null : "The signed content type is another.";
        }
        catch (AsnContentException)
        {
            return "The signed content type cannot be read.";
        }
    }

    // RFC 5652 §11.4: a counter-signature has no content type.
    private static bool SignedDigestIsOnly(SignerStructure signer)
    {
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Oid == Oids.ContentType)
            {
                return false;
            }
        }

        return SingleValue(signer, Oids.MessageDigest) is not null;
    }
}
