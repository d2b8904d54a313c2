using MimeKit;

namespace Chancery.Mail.Writing;

/// <summary>How MIME is written and read here.</summary>
internal static class Canonical
{
    /// <summary>CRLF line ends (RFC 8551 §3.1.1), whatever the machine.</summary>
    public static FormatOptions Format { get; } = MakeFormat();

    /// <summary>Nesting is limited: a mail of ten thousand multiparts costs nothing.</summary>
    public static ParserOptions Strict { get; } = new()
    {
        MaxMimeDepth = 32,
        MaxAddressGroupDepth = 2,
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>Line ends of any kind made CRLF.</summary>
    public static byte[] LineEnds(ReadOnlySpan<byte> bytes)
    {
        var bare = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bare += bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r') ? 1 : 0;
        }

        var result = new byte[bytes.Length + bare];
        var at = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
            {
                result[at++] = (byte)'\r';
            }

            result[at++] = bytes[i];
        }

        return result;
    }

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = false;
        return format;
    }
}
