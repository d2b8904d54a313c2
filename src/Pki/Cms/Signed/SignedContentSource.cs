using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The content as the checks of its signers need it: whole in memory, or passed by and digested.</summary>
internal sealed class SignedContentSource
{
    private readonly MessageDigests _digests;

    private SignedContentSource(MessageDigests digests) => _digests = digests;

    /// <summary>There is no content at all.</summary>
    public static SignedContentSource None => new(new MessageDigests());

    public bool IsThere { get; private init; }

    /// <summary>The content; null where it was streamed.</summary>
    public ReadOnlyMemory<byte>? Whole { get; private init; }

    /// <summary>The content could be what is signed when attributes are: a SET OF Attribute (RFC 5652 §5.4).</summary>
    public bool LooksLikeAttributes { get; private init; }

    public static SignedContentSource Of(ReadOnlyMemory<byte> content) =>
        new(new MessageDigests()) { IsThere = true, Whole = content, LooksLikeAttributes = IsSetOfAttributes(content) };

    public static SignedContentSource Of(MessageDigests digests, bool looksLikeAttributes) =>
        new(digests) { IsThere = true, LooksLikeAttributes = looksLikeAttributes };

    /// <summary>The digest of the content; null where it passed by before the algorithm was known.</summary>
    public byte[]? Digest(DigestAlgorithm algorithm)
    {
        var digest = _digests.Find(algorithm);
        if (digest is null && Whole is { } whole)
        {
            _digests.Set(algorithm, algorithm.HashData(whole.Span));
            digest = _digests.Find(algorithm);
        }

        return digest;
    }

    /// <summary>Whether octets are a SET OF Attribute with a message-digest, whoever wrote them.</summary>
    public static bool IsSetOfAttributes(ReadOnlyMemory<byte> content)
    {
        if (content.Length < 2 || content.Span[0] != 0x31)
        {
            return false;
        }

        try
        {
            foreach (var attribute in SignerInfoParser.ReadAttributes(new AsnReader(content, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true)))
            {
                if (attribute.Oid == Oids.MessageDigest)
                {
                    return true;
                }
            }

            return false;
        }
        catch (CmsLimitException)
        {
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
