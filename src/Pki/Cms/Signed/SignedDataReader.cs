using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads messages that are whole in memory.</summary>
internal static class SignedDataReader
{
    /// <summary>A signature over one content, and another in the message: whoever reads must not choose.</summary>
    public static PkiResult<SignedMessage> HasItsOwn => PkiResult<SignedMessage>.Fail(PkiErrorCode.CmsSignatureInvalid, "The message has its own content.");

    public static PkiResult<SignedMessage> Read(
        ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent, IReadOnlyList<X509Certificate2> known, bool absentIsEmpty = false) =>
        CmsLimits.TooLarge(cms) is { } tooLarge ? tooLarge : Guard(() =>
        {
            var structure = SignedDataParser.Parse(cms);
            if (structure.Content is not null && detachedContent is not null)
            {
                return HasItsOwn;
            }

            var content = structure.Content ?? detachedContent ?? (absentIsEmpty ? ReadOnlyMemory<byte>.Empty : (ReadOnlyMemory<byte>?)null);
            var source = content is { } there ? SignedContentSource.Of(there) : SignedContentSource.None;
            structure.Borrow(known);
            return Judge(structure, source, content is { } whole ? whole.ToArray() : [], structure.Content is null);
        });

    /// <summary>Makes values of what parsers throw.</summary>
    public static PkiResult<SignedMessage> Guard(Func<PkiResult<SignedMessage>> read)
    {
        try
        {
            return read();
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

    public static SignedMessage Judge(SignedDataStructure structure, SignedContentSource source, byte[] content, bool isDetached)
    {
        var verifier = new SignerVerifier(structure.Certificates, structure.ContentType, source, new VerificationBudget());
        return new SignedMessage(
            content, structure.ContentType, isDetached, verifier.VerifyAll(structure.Signers), structure.Certificates.All(),
            [.. structure.Crls], [.. structure.OcspResponses]);
    }
}
