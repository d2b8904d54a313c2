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

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = false;
        return format;
    }
}
