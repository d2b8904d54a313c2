namespace Chancery.Pki;

/// <summary>Limits on CMS messages, applied before any work.</summary>
public static class CmsLimits
{
    /// <summary>The largest message read, in bytes: a mail of the size that servers let pass.</summary>
    public const int MaxMessageBytes = 64 * 1024 * 1024;

    internal static PkiError? TooLarge(ReadOnlyMemory<byte> message) =>
        message.Length > MaxMessageBytes ? new PkiError(PkiErrorCode.CmsTooLarge, $"More than {MaxMessageBytes} bytes.") : null;
}
