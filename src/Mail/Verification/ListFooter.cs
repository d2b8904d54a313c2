using Chancery.Mail.Mime;
using Chancery.Mail.Reading;

namespace Chancery.Mail.Verification;

/// <summary>Recognises what a mailing list makes of a signed message: the message as it was, and unsigned text after it.</summary>
internal static class ListFooter
{
    private const int LongestFooter = 16 * 1024;

    /// <returns>The signed part; null where the message is no such thing. The list must say that it is one (RFC 2369, RFC 2919): everybody else who adds
    /// text to a signed message is a forger until shown otherwise.</returns>
    public static ReadOnlyMemory<byte>? SignedPart(MimeView? message, MimeView payload)
    {
        if (message is null || !payload.Is("multipart", "mixed") || payload.Children.Count < 2 || !IsFromList(message.Header))
        {
            return null;
        }

        var signed = payload.Children[0];
        return Layer.Of(signed).Kind is LayerKind.ClearSigned or LayerKind.OpaqueSigned && payload.Children.Skip(1).All(IsFooter)
            ? WithHeader(message.Header, signed) : default(ReadOnlyMemory<byte>?);
    }

    private static bool IsFromList(RawHeader header) =>
        header.First("List-Id") is not null || header.First("List-Post") is not null || header.First("List-Unsubscribe") is not null;

    private static bool IsFooter(MimeView part) => part.Is("text", "plain") && part.Raw.Length <= LongestFooter;

    // The message as it was before: the author's header around the signed part.
    private static ReadOnlyMemory<byte> WithHeader(RawHeader header, MimeView signed)
    {
        var result = new Writing.ByteBuilder(signed.Raw.Length + 4096);
        foreach (var field in header.Fields.Where(field => !field.IsStructural))
        {
            result.Add(field.Raw);
        }

        return result.Add(signed.Raw).Memory;
    }
}
