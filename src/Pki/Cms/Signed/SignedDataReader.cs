using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>Reads messages that are whole in memory.</summary>
internal static class SignedDataReader
{
    public static PkiResult<SignedMessage> Read(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent, bool absentIsEmpty = false)
    {
        if (CmsLimits.TooLarge(cms) is { } tooLarge)
        {
            return tooLarge;
        }

        try
        {
            var structure = SignedDataParser.Parse(cms);
            // A signature over one content, and another in the message: whoever reads must not choose.
            return structure.Content is not null && detachedContent is not null
                ? PkiResult<SignedMessage>.Fail(PkiErrorCode.CmsSignatureInvalid, "The message has its own content.")
                : Judge(structure, structure.Content ?? detachedContent ?? (absentIsEmpty ? ReadOnlyMemory<byte>.Empty : null));
        }
        catch (CmsLimitException exception)
        {
            return PkiResult<SignedMessage>.Fail(PkiErrorCode.CmsTooLarge, exception.Message);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return PkiResult<SignedMessage>.Fail(PkiErrorCode.CmsMalformed, "Not a CMS SignedData.");
        }
    }

    private static SignedMessage Judge(SignedDataStructure structure, ReadOnlyMemory<byte>? content)
    {
        var source = content is { } there ? SignedContentSource.Of(there) : SignedContentSource.None;
        var verifier = new SignerVerifier(structure, source);
        var verdicts = ImmutableArray.CreateBuilder<SignerVerdict>(structure.Signers.Count);
        foreach (var signer in structure.Signers)
        {
            verdicts.Add(verifier.Verify(signer));
        }

        return new SignedMessage(
            content?.ToArray() ?? [], structure.ContentType, structure.Content is null, verdicts.MoveToImmutable(), structure.Certificates.All(),
            [.. structure.Crls], [.. structure.OcspResponses]);
    }
}
