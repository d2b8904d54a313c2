namespace Chancery.Pki;

/// <summary>Ends the reading of an envelope with a declared failure. It does not leave <see cref="CmsEnvelope"/>.</summary>
internal sealed class EnvelopeRefusal(PkiErrorCode code, string detail) : Exception(detail)
{
    public PkiError Error { get; } = new(code, detail);

    public static EnvelopeRefusal Malformed(string detail) => new(PkiErrorCode.CmsMalformed, detail);
}
