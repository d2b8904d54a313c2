using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Mail.Reading;

/// <summary>The exceptions that parsers throw at input, as opposed to those that are bugs here.</summary>
internal static class Hostile
{
    public static bool Is(Exception e) => e is FormatException or CryptographicException or AsnContentException or IOException
        or ArgumentException or NotSupportedException or InvalidOperationException or OverflowException or IndexOutOfRangeException;
}
