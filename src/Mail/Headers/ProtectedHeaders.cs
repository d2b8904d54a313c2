using System.Collections.Immutable;
using System.Text;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Headers;

/// <summary>The header of a message read both outside and inside its protection (RFC 9788 §4).</summary>
/// <param name="IsPresent">Whether the payload carries a header at all.</param>
/// <param name="Head">The header to be shown: the protected one where there is one.</param>
/// <param name="Fields">Every field, with what protects it.</param>
/// <param name="FromDiffers">Whether the author inside is not the one outside (RFC 9788 §4.4).</param>
internal sealed record ProtectedHeaders(bool IsPresent, MailHead Head, ImmutableArray<MailHeaderField> Fields, bool FromDiffers)
{
    /// <summary>Whether the payload was made to be encrypted, and no layer encrypts it.</summary>
    public bool LostEncryption { get; private init; }

    /// <param name="outer">The header of the message.</param>
    /// <param name="payload">The innermost entity; null where there is no layer, and the hp parameter then means nothing.</param>
    /// <param name="encrypted">Whether a layer encrypts.</param>
    /// <param name="signed">Whether a good signature covers the payload.</param>
    public static ProtectedHeaders Read(RawHeader outer, MimeView? payload, bool encrypted, bool signed)
    {
        var head = MailHead.Read(outer);
        if (payload is null || Parameter(payload) is not { } kind)
        {
            return new ProtectedHeaders(false, head, [.. Authors(outer).Select(Bare)], FromDiffers: false);
        }

        var inner = MailHead.Read(payload.Header);
        // RFC 9788 §4.2: with hp="cipher" what is outside was recorded by the author; a field outside that he did not record is nobody's.
        var recorded = kind == "cipher" && encrypted ? [.. Recorded(payload.Header)] : Authors(payload.Header).Select(Value).ToHashSet();
        var fields = Authors(payload.Header).Select(field => Judge(field, outer, recorded, encrypted && kind == "cipher", signed))
            .Concat(Authors(outer).Where(field => payload.Header.First(field.Name) is null).Select(Bare));
        var differs = inner.From is null || head.From is null || !MailAddresses.Same(inner.From, head.From);
        return new ProtectedHeaders(true, inner, [.. fields], differs) { LostEncryption = kind == "cipher" && !encrypted };
    }

    private static string? Parameter(MimeView payload) => payload.Type.Parameters["hp"] switch
    {
        "clear" => "clear",
        "cipher" => "cipher",
        _ => null,
    };

    private static IEnumerable<RawField> Authors(RawHeader header) => header.Fields.Where(ConfidentialityPolicy.IsAuthors);

    private static MailHeaderField Bare(RawField field)
    {
        var text = MailHead.Text(field);
        return new MailHeaderField(field.Name, text, FieldProtection.Unprotected, text, Differs: false);
    }

    private static MailHeaderField Judge(RawField field, RawHeader outer, HashSet<string> recorded, bool hidden, bool signed)
    {
        var outside = outer.First(field.Name);
        // Hidden is what the author says was not outside in this form; what the road did later is another matter.
        var isHidden = hidden && !recorded.Contains(Value(field));
        var differs = outside is { } there ? !recorded.Contains(Value(there)) : recorded.Any(value => value.StartsWith(field.Name.ToLowerInvariant() + ":", StringComparison.Ordinal));
        var protection = (isHidden, signed) switch
        {
            (true, true) => FieldProtection.SignedAndEncrypted,
            (true, false) => FieldProtection.EncryptedOnly,
            (false, true) => FieldProtection.SignedOnly,
            _ => FieldProtection.Unprotected,
        };
        return new MailHeaderField(field.Name, MailHead.Text(field), protection, outside is { } shown ? MailHead.Text(shown) : null, differs);
    }

    private static HashSet<string> Recorded(RawHeader header) =>
        [.. header.All("HP-Outer").Select(field => Normal(Encoding.Latin1.GetString(field.Value.Span)))];

    private static string Value(RawField field) => Normal($"{field.Name}:{Encoding.Latin1.GetString(field.Value.Span)}");

    // Folding is the road's to change (RFC 5322 §2.2.3).
    private static string Normal(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var words = field[(colon + 1)..].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return colon < 0 ? field : $"{field[..colon].Trim().ToLowerInvariant()}:{string.Join(' ', words)}";
    }
}
