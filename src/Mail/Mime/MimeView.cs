using Chancery.Mail.Writing;
using MimeKit;

namespace Chancery.Mail.Mime;

/// <summary>A MIME entity looked at where it lies. What is verified, what is shown and what is drawn all come from the same bytes by the same cut,
/// so that no second reading can differ from the first.</summary>
internal sealed class MimeView
{
    private const int Deepest = 32;
    private readonly MimeBudget _budget;
    private IReadOnlyList<MimeView>? _children;
    private RawMultipart? _multipart;

    private MimeView(ReadOnlyMemory<byte> raw, int depth, MimeBudget budget)
    {
        (Raw, Depth, Header, _budget) = (raw, depth, RawHeader.Read(raw), budget);
        Type = TypeOf(Header);
        budget.Spend();
    }

    /// <summary>The entity, header and body.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    public int Depth { get; }

    public RawHeader Header { get; }

    public ReadOnlyMemory<byte> Body => Raw[Header.BodyAt..];

    /// <summary>The media type; RFC 2045 §5.2's <c>text/plain</c> where there is none or none that can be read.</summary>
    public ContentType Type { get; }

    public string Encoding => TransferEncoding.Of(Header);

    /// <summary>Whether the body stands as it is, as that of a multipart must (RFC 2045 §6.4); readers differ on one that is said to be encoded.</summary>
    public bool IsPlain => Encoding is "7bit" or "8bit" or "binary";

    public bool IsMultipart => Type.MediaType.Equals("multipart", StringComparison.OrdinalIgnoreCase) && Type.Boundary is { Length: > 0 };

    /// <summary>Whether it is a message in a message; one that is itself encoded is none (RFC 2046 §5.2.1).</summary>
    public bool IsMessage => Is("message", "rfc822") || Is("message", "global");

    /// <summary>Whether a multipart has its closing delimiter.</summary>
    public bool IsClosed => !IsMultipart || Multipart.IsClosed;

    /// <summary>The parts of a multipart, the message of a message part; nothing below the depth at which reading stops.</summary>
    public IReadOnlyList<MimeView> Children => _children ??= Depth >= Deepest ? []
        : IsMultipart ? [.. Multipart.Parts.Select(part => new MimeView(part, Depth + 1, _budget))]
        : IsMessage ? [new MimeView(Decoded(), Depth + 1, _budget)] : [];

    /// <summary>Whether there is more below than is read.</summary>
    public bool IsCutShort => Depth >= Deepest && (IsMultipart || IsMessage);

    /// <summary>The file name, from Content-Disposition or else the name of Content-Type; without a path.</summary>
    public string? FileName
    {
        get
        {
            var name = Disposition?.FileName ?? Type.Name;
            return string.IsNullOrEmpty(name) ? null : Path.GetFileName(name.Replace('\\', '/'));
        }
    }

    public bool IsAttachment => Disposition?.IsAttachment == true;

    private ContentDisposition? Disposition => Header.First("Content-Disposition") is { } found
        && ContentDisposition.TryParse(Canonical.Strict, found.Value.ToArray(), out var parsed) ? parsed : null;

    private RawMultipart Multipart => _multipart ??= RawMultipart.Split(Body, Type.Boundary!);

    public static MimeView Of(ReadOnlyMemory<byte> entity) => new(entity, 0, new MimeBudget());

    public bool Is(string type, string subtype) => Type.IsMimeType(type, subtype);

    /// <summary>The body without its transfer encoding.</summary>
    public ReadOnlyMemory<byte> Decoded() => TransferEncoding.Decode(Body, Encoding);

    /// <summary>The same, written to memory at least as long as the body; decoding makes nothing longer.</summary>
    /// <returns>How many bytes.</returns>
    public int DecodeTo(Span<byte> destination)
    {
        if (Encoding == "quoted-printable")
        {
            return TransferEncoding.DecodeQuotedPrintable(Body.Span, destination);
        }

        var decoded = Decoded();
        decoded.Span.CopyTo(destination);
        return decoded.Length;
    }

    /// <summary>Itself and everything below, from the outside in.</summary>
    public IEnumerable<MimeView> Tree() => Children.SelectMany(child => child.Tree()).Prepend(this);

    private static ContentType TypeOf(RawHeader header) =>
        header.First("Content-Type") is { } field && ContentType.TryParse(Canonical.Strict, field.Value.ToArray(), out var parsed)
            ? parsed : new ContentType("text", "plain");
}

/// <summary>How many entities one message may be cut into: the work a message asks for is bounded before it is done.</summary>
internal sealed class MimeBudget
{
    private const int MostEntities = 5000;
    private int _spent;

    public void Spend()
    {
        if (++_spent > MostEntities)
        {
            throw new FormatException("A message has too many parts.");
        }
    }
}
