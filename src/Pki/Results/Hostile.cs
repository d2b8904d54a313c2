using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// The one place where the exceptions of the runtime's parsers become values. Fed with hostile bytes they throw not only what they document:
/// lengths overflow, object identifiers and dates do not parse, algorithms are unknown to the platform.
/// </summary>
internal static class Hostile
{
    public static PkiResult<T> Read<T>(PkiErrorCode code, string detail, Func<PkiResult<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsAboutTheInput(exception))
        {
            return PkiResult<T>.Fail(code, detail);
        }
    }

    public static bool IsAboutTheInput(Exception exception) => exception is
        CryptographicException or AsnContentException or ArgumentException or FormatException or OverflowException
        or NotSupportedException or InvalidOperationException or IndexOutOfRangeException;
}
