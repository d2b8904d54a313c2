namespace Chancery.Pki;

/// <summary>Limits on CMS messages, applied before any work.</summary>
public static class CmsLimits
{
    /// <summary>The largest message read, in bytes: a mail of the size that servers let pass.</summary>
    public const int MaxMessageBytes = 64 * 1024 * 1024;

    /// <summary>Throws beyond a limit of number or size, before the work is done.</summary>
    internal static void Check(int count, int most, string what)
    {
        if (count > most)
        {
            throw new CmsLimitException($"More than {most} {what}.");
        }
    }

    internal static PkiError? TooLarge(ReadOnlyMemory<byte> message) =>
        message.Length > MaxMessageBytes ? new PkiError(PkiErrorCode.CmsTooLarge, $"More than {MaxMessageBytes} bytes.") : null;
}
