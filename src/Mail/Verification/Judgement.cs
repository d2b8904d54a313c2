using System.Collections.Immutable;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;
using Chancery.Mail.Reading;
using Chancery.Pki;

namespace Chancery.Mail.Verification;

/// <summary>The judging of one message. Its reasons gather as it goes; the verdict is the worst of them.</summary>
internal sealed class Judgement(Unwrapped mail, VerificationSettings settings)
{
    private readonly List<MailReason> _reasons = [];
    private bool? _covers;

    public MailVerdict Verdict()
    {
        _reasons.AddRange(OpeningReasons.Of(mail, settings.Keys is { Count: > 0 }));
        var signed = FindSigned();
        var signatures = signed.Signatures.Where(layer => !layer.IsCertificatesOnly).ToArray();
        var author = signatures.Length == 0 ? Author.None : Author.Of(mail, signatures.All(layer => layer.Signature?.IsIntact == true));
        _reasons.AddRange(author.Reasons);
        var signers = signatures.SelectMany((layer, i) => new SignatureReports(layer, i, author, settings).All(_reasons, i == signatures.Length - 1)).ToImmutableArray();
        var innermost = signers.Where(signer => signer.Layer == signatures.Length - 1).ToArray();
        return new MailVerdict
        {
            Verdict = MailReason.Worst([.. _reasons]),
            Signers = signers,
            CoversWholeBody = _covers,
            FromMatchesSigner = innermost.Length == 0 || !author.IsAsked ? null : innermost.All(signer => signer.IsFrom == true) && author.IsClear,
            Reasons = [.. _reasons.Distinct().OrderByDescending(reason => reason.Leaves)],
            From = author.Address ?? (mail.Message is { } message ? MailHead.Read(message.Header).From : null),
            Headers = mail.Message is null ? [] : author.Headers ?? ProtectedHeaders.Read(mail.Message.Header, Payload, IsHidden, signed: false).Fields,
            Confidentiality = mail.Confidentiality,
            SignedContent = signatures.LastOrDefault()?.Content ?? default,
        };
    }

    private MimeView? Payload => mail.Layers.Count > 0 ? mail.Payload : null;

    private bool IsHidden => mail.Confidentiality != Confidentiality.None;

    // Where the message as a whole is not signed, a part of it may be; only what a mailing list does to a signed message is judged.
    private Unwrapped FindSigned()
    {
        if (mail.Signatures.Any(layer => !layer.IsCertificatesOnly))
        {
            _covers = !mail.Signatures.Any(layer => layer.Layer.Cms.IsEmpty);
            return mail;
        }

        if (mail.Signatures.Any())
        {
            _reasons.Add(new MailReason(MailReasonCode.CertificatesOnly));
            return mail;
        }

        if (mail.Payload is not { } payload)
        {
            // What could not be reached may be signed or not; why it could not is told already.
            return _reasons.Exists(reason => reason.Leaves != Mail.Verdict.Valid) ? mail : Unsigned();
        }

        if (ListFooter.SignedPart(mail.Message, payload) is { } part)
        {
            _covers = false;
            _reasons.Add(new MailReason(MailReasonCode.UnsignedFooter));
            return new Unwrapper((DecryptionKeys?)null, settings.Decryption) { Known = settings.Intermediates }.Open(part);
        }

        var partial = PartialLayers.In(payload).ToArray();
        _covers = partial.Any(reason => reason.Code is MailReasonCode.SignedPartOnly or MailReasonCode.SignedMessageAttached) ? false : null;
        _reasons.AddRange(partial);
        return _covers == false ? mail : Unsigned();
    }

    private Unwrapped Unsigned()
    {
        _reasons.Add(new MailReason(MailReasonCode.NotSigned));
        return mail;
    }
}
