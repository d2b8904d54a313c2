using System.Collections.Immutable;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;
using Chancery.Mail.Reading;
using Chancery.Mail.Verification;
using Chancery.Pki;

namespace Chancery.Mail.Structure;

/// <summary>Draws a message as a tree.</summary>
internal sealed class StructureReader(Unwrapper unwrapper)
{
    public static PkiResult<MailNode> Read(ReadOnlyMemory<byte> bytes, DecryptionKeys? keys, DecryptionPolicy policy)
    {
        if (bytes.Length > SecureMail.LargestMail)
        {
            return new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.");
        }

        try
        {
            var reader = new StructureReader(new Unwrapper(keys, policy));
            return CmsBytes.Find(bytes) is { } cms ? reader.OfLayer(Layer.OfCms(cms), null, MailProtection.None, 0) : reader.OfMessage(bytes);
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return new PkiError(PkiErrorCode.MailMalformed, "The mail cannot be parsed.");
        }
    }

    private PkiResult<MailNode> OfMessage(ReadOnlyMemory<byte> bytes)
    {
        var message = MimeView.Of(bytes);
        if (!message.Header.IsWhole || message.Header.Fields.Count == 0)
        {
            return new PkiError(PkiErrorCode.MailMalformed, "The header of the message cannot be read.");
        }

        var body = OfEntity(message, MailProtection.None, 0);
        return Find(body, node => node.Notes.Any(note => note.Code == MailReasonCode.TooDeep)) is not null
            ? new PkiError(PkiErrorCode.MailTooDeep, "A mail has more layers, or parts within parts, than are read.")
            : new MailNode
            {
                Kind = MailNodeKind.Message,
                MediaType = "message/rfc822",
                Size = bytes.Length,
                Protection = MailProtection.None,
                Headers = Headers(message, body),
                Children = [body],
            };
    }

    // The protected header is in the innermost payload, below layers and nothing else.
    private ImmutableArray<MailHeaderField> Headers(MimeView message, MailNode body)
    {
        var at = body;
        while (IsLayer(at) && at.Children is [var inner])
        {
            at = inner;
        }

        return ProtectedHeaders.Read(
            message.Header, IsLayer(body) && !IsLayer(at) ? _payload : null, at.Protection.Confidentiality != Confidentiality.None, at.Protection.IsSigned).Fields;
    }

    private MimeView? _payload;

    private static bool IsLayer(MailNode node) => node.Kind is not (MailNodeKind.Message or MailNodeKind.Multipart or MailNodeKind.Part);

    private static MailNode? Find(MailNode node, Func<MailNode, bool> matches) =>
        matches(node) ? node : node.Children.Select(child => Find(child, matches)).FirstOrDefault(found => found is not null);

    private MailNode OfEntity(MimeView view, MailProtection around, int layers)
    {
        var layer = Layer.Of(view);
        if (layer.Kind != LayerKind.Content)
        {
            return layers >= Unwrapper.DeepestLayer
                ? Node(MailNodeKind.OtherCms, view, around) with { Notes = [new MailReason(MailReasonCode.TooDeep)] } : OfLayer(layer, view, around, layers);
        }

        _payload ??= view;
        // Below a part of the body nothing is decrypted: what is joined there is not the author's alone (EFAIL).
        var inside = new StructureReader(new Unwrapper((DecryptionKeys?)null, DecryptionPolicy.Current)) { _payload = view };
        var kind = view.IsMultipart ? MailNodeKind.Multipart : view.IsMessage ? MailNodeKind.Message : MailNodeKind.Part;
        return Node(kind, view, around) with
        {
            Children = [.. view.Children.Select(child => inside.OfEntity(child, around, layers))],
            Notes = view.IsCutShort ? [new MailReason(MailReasonCode.TooDeep)] : [],
        };
    }

    private MailNode OfLayer(Layer layer, MimeView? view, MailProtection around, int layers)
    {
        var open = unwrapper.TakeOff(layer, view, null);
        var inside = new MailProtection(Stronger(around.Confidentiality, open.Envelope), around.IsSigned || open.Signature?.IsIntact == true);
        var kind = KindOf(open);
        return Node(kind, view, inside) with
        {
            Size = view?.Raw.Length ?? layer.Cms.Length,
            Envelope = open.Outside,
            OpenedWith = open.Envelope?.OpenedWith,
            Signers = open.Signature?.Signers ?? [],
            Certificates = open.Signature?.Certificates ?? [],
            Notes = [.. OpeningReasons.Of(new Unwrapped(null, [open], null, null, IsTooDeep: false), hasKeys: unwrapper.HasKeys), .. Oddities(open, kind)],
            Children = open.Content is { Length: > 0 } content && kind != MailNodeKind.DetachedSignature ? [Inside(content, view, inside, layers + 1)] : [],
        };
    }

    private MailNode Inside(ReadOnlyMemory<byte> content, MimeView? outside, MailProtection around, int layers)
    {
        var entity = outside is null ? Unwrapper.TryView(content) : MimeView.Of(content);
        return entity is not null ? OfEntity(entity, around, layers)
            : new MailNode { Kind = MailNodeKind.Part, Size = content.Length, Protection = around };
    }

    private static MailNode Node(MailNodeKind kind, MimeView? view, MailProtection protection) => new()
    {
        Kind = kind,
        MediaType = view?.Type.MimeType.ToLowerInvariant(),
        FileName = view?.FileName,
        Size = view?.Raw.Length ?? 0,
        Protection = protection,
    };

    private static MailNodeKind KindOf(OpenLayer open) => open.Layer.Kind switch
    {
        LayerKind.ClearSigned => MailNodeKind.ClearSigned,
        LayerKind.OpaqueSigned when open.IsCertificatesOnly => MailNodeKind.CertificatesOnly,
        LayerKind.OpaqueSigned when open.Signature is { Detached: true } => MailNodeKind.DetachedSignature,
        LayerKind.OpaqueSigned => MailNodeKind.OpaqueSigned,
        LayerKind.Enveloped => CmsBytes.ContentType(open.Layer.Cms) == Oids.AuthEnvelopedData ? MailNodeKind.AuthEnveloped : MailNodeKind.Enveloped,
        LayerKind.Compressed => MailNodeKind.Compressed,
        _ => MailNodeKind.OtherCms,
    };

    private static IEnumerable<MailReason> Oddities(OpenLayer open, MailNodeKind kind) => (kind, open) switch
    {
        (MailNodeKind.ClearSigned, { Layer.Cms.IsEmpty: true }) => [new MailReason(MailReasonCode.SignedStructureBroken)],
        (MailNodeKind.ClearSigned, { Signature: null }) => [new MailReason(MailReasonCode.SignatureMalformed)],
        (MailNodeKind.ClearSigned or MailNodeKind.OpaqueSigned, { Signature.Signers.IsEmpty: true }) => [new MailReason(MailReasonCode.NoSigners)],
        (MailNodeKind.CertificatesOnly, _) => [new MailReason(MailReasonCode.CertificatesOnly)],
        _ => [],
    };

    private static Confidentiality Stronger(Confidentiality around, OpenedEnvelope? envelope) => envelope is null ? around
        : envelope.Authenticated || around == Confidentiality.EncryptedAuthenticated ? Confidentiality.EncryptedAuthenticated : Confidentiality.EncryptedIntegrityUnknown;
}
