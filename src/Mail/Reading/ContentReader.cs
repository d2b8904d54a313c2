using System.Collections.Immutable;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Reading;

/// <summary>Reads what is inside all layers.</summary>
internal static class ContentReader
{
    private const int MostAttachments = 1000;

    /// <summary>The text of the message: the first plain text that is no attachment, LF line ends, without what only repeats the header.</summary>
    public static string Text(MimeView payload, bool isHidden)
    {
        var part = payload.IsMessage ? null : FirstText(payload);
        if (part is null)
        {
            return "";
        }

        var text = LegacyDisplay.Decode(part);
        return isHidden && LegacyDisplay.IsIn(part.Type) ? LegacyDisplay.Remove(text) : text;
    }

    public static ImmutableArray<MailAttachment> Attachments(MimeView payload) =>
    [
        .. payload.Tree().Where(part => part.IsAttachment && !part.IsMultipart && !part.IsMessage).Take(MostAttachments)
            .Select(part => new MailAttachment(part.FileName ?? "", part.Type.MimeType, part.Decoded().ToArray())),
    ];

    /// <summary>A signed part beside unsigned text: the wrapping attacks. Nothing is judged, and the reader is told that not all is signed.</summary>
    public static bool HoldsSignature(MimeView payload) => payload.Tree().Any(part => Layer.Of(part).Kind != LayerKind.Content);

    private static MimeView? FirstText(MimeView view) => view.IsMultipart ? view.Children.Select(FirstText).FirstOrDefault(found => found is not null)
        : view.Is("text", "plain") && !view.IsAttachment ? view : null;
}
