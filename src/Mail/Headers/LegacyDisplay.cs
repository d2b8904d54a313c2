using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Chancery.Mail.Mime;
using MimeKit;

namespace Chancery.Mail.Headers;

/// <summary>The element that repeats a hidden subject in the text of encrypted mail for readers that know nothing of protected headers
/// (RFC 9788 §2.1.2), written and taken out again.</summary>
internal static partial class LegacyDisplay
{
    public const string Parameter = "hp-legacy-display";

    /// <summary>Whether a part is said to begin with one.</summary>
    public static bool IsIn(ContentType type) => type.Parameters[Parameter] == "1";

    /// <summary>Puts it at the top of a text.</summary>
    public static string Add(string text, string subject, bool html)
    {
        var line = $"Subject: {subject}";
        if (!html)
        {
            return $"{line}\r\n\r\n{text}";
        }

        var element = $"<div class=\"header-protection-legacy-display\">\r\n<pre>{HtmlEncoder.Default.Encode(line)}</pre>\r\n</div>\r\n";
        var body = BodyTag().Match(text);
        return body.Success ? text.Insert(body.Index + body.Length, element) : element + text;
    }

    /// <summary>Takes it out of a plain text with LF line ends: everything to the first empty line (RFC 9788 §4.5.3.2).</summary>
    public static string Remove(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? "" : text[(end + 2)..];
    }

    /// <summary>The parts that show the message itself, and not what is attached to it.</summary>
    public static bool IsMain(MimeView part) => !part.IsAttachment && (part.Is("text", "plain") || part.Is("text", "html"));

    /// <summary>Which children of a multipart may hold the message itself: every alternative, else the first.</summary>
    public static bool MayHoldMain(MimeView multipart, int child) => child == 0 || multipart.Is("multipart", "alternative");

    /// <summary>A part's text by its charset, LF line ends; Latin-1 where that is unknown, which loses nothing.</summary>
    public static string Decode(MimeView part)
    {
        var encoding = EncodingOf(part);
        if (!encoding.IsSingleByte && encoding is not UTF8Encoding)
        {
            return encoding.GetString(part.Decoded().Span).ReplaceLineEndings("\n");
        }

        // A line end is one byte in these charsets: it is made LF before there is a string, so that a long text is not copied again.
        var buffer = ArrayPool<byte>.Shared.Rent(part.Body.Length);
        try
        {
            var bytes = buffer.AsSpan(0, part.DecodeTo(buffer));
            return encoding.GetString(bytes[..Lines.MakeUnix(bytes)]);
        }
        finally
        {
            // It may have held what was encrypted.
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Encoding EncodingOf(MimeView part) =>
        string.IsNullOrEmpty(part.Type.Charset) || part.Type.CharsetEncoding is ASCIIEncoding ? Encoding.UTF8 : part.Type.CharsetEncoding ?? Encoding.Latin1;

    [GeneratedRegex("<body[^>]*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex BodyTag();
}
