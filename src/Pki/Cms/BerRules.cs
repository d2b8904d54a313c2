namespace Chancery.Pki;

/// <summary>What a <see cref="BerReader"/> accepts.</summary>
/// <param name="MostLevels">The deepest nesting entered, of containers and of octet strings in pieces.</param>
/// <param name="MostOpenLengths">The deepest nesting of indefinite lengths within an element read whole, whose size is bounded in any case.</param>
/// <param name="AllowsLongTags">Whether elements read whole may have, or hold, tags of several octets: CMS has none, what it carries may.</param>
/// <param name="TooDeep">The failure beyond <paramref name="MostLevels"/>: <c>cmsTooLarge</c> or <c>cmsMalformed</c>.</param>
/// <param name="LongestLength">The longest length of any element; sums of a position and a length must not overflow.</param>
/// <param name="ReadAheadBytes">How much of a stream is buffered.</param>
internal sealed record BerRules(int MostLevels, int MostOpenLengths, bool AllowsLongTags, PkiErrorCode TooDeep, long LongestLength, int ReadAheadBytes)
{
    /// <summary>For SignedData: certificates and attributes of any make.</summary>
    public static BerRules Signed { get; } = new(32, int.MaxValue, true, PkiErrorCode.CmsTooLarge, long.MaxValue >> 8, 64 * 1024);

    /// <summary>For EnvelopedData and AuthEnvelopedData.</summary>
    public static BerRules Enveloped { get; } = new(31, 31, false, PkiErrorCode.CmsMalformed, long.MaxValue / 4, 128 * 1024);
}
