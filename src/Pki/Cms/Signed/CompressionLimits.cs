namespace Chancery.Pki;

/// <summary>What opening a compressed content may yield. Compression of a few kilobytes can expand to gigabytes.</summary>
/// <param name="MaxBytes">The largest content, in bytes.</param>
/// <param name="MaxRatio">The most bytes of content for one compressed byte, beyond <see cref="FreeBytes"/>.</param>
public sealed record CompressionLimits(int MaxBytes, int MaxRatio)
{
    /// <summary>A content up to this many bytes is not measured by the ratio: a short one of one letter compresses beyond any.</summary>
    public const int FreeBytes = 1024 * 1024;

    /// <summary>For mail: 64 MiB, and a hundredfold; text compresses three- to tenfold.</summary>
    public static CompressionLimits Mail { get; } = new(CmsLimits.MaxMessageBytes, 100);

    internal long Most(int compressedBytes) => Math.Min(MaxBytes, Math.Max(FreeBytes, (long)compressedBytes * MaxRatio));
}
