using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Mime;
using Chancery.Mail.Reading;
using Chancery.Pki;

namespace Chancery.Mail.Verification;

/// <summary>Judges the signers of one signature.</summary>
internal sealed class SignatureReports(OpenLayer layer, int index, Author author, VerificationSettings settings)
{
    // RFC 5652 lets a signer's clock be off; a day is not clock skew.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    private readonly SignerPaths _paths = new(layer.Signature, settings);

    /// <param name="reasons">Gathers what is found.</param>
    /// <param name="isInnermost">Whether it is the signature next to the content, whose signers speak for the author; those around it (a gateway's, a
    /// list's, RFC 2634) need not be the author, but must hold.</param>
    public IEnumerable<SignerReport> All(List<MailReason> reasons, bool isInnermost)
    {
        if (Broken() is { } broken)
        {
            reasons.Add(broken);
            return [];
        }

        var reports = layer.Signature!.Signers.Select(signer => Report(signer, isInnermost)).ToArray();
        reasons.AddRange(reports.SelectMany(report => report.Reasons));
        return reports;
    }

    private MailReason? Broken()
    {
        if (layer.Layer.Cms.IsEmpty)
        {
            return new MailReason(MailReasonCode.SignedStructureBroken);
        }

        return layer.Signature switch
        {
            null when layer.Error is not null => new MailReason(MailReasonCode.Malformed, layer.Error.Detail),
            null => new MailReason(MailReasonCode.SignatureMalformed),
            { Signers.IsEmpty: true } => new MailReason(MailReasonCode.NoSigners),
            { Signers.Length: > SignatureJudge.MostSigners } => new MailReason(MailReasonCode.TooManySigners),
            // A signature made for another protocol (a timestamp, a program) says nothing about mail (RFC 8551 §2.4.1).
            { ContentType: not Oids.Data } other when layer.View is not null => new MailReason(MailReasonCode.SignatureMalformed, other.ContentType),
            _ => null,
        };
    }

    private SignerReport Report(SignerVerdict signer, bool isInnermost)
    {
        var addresses = signer.Certificate is { } certificate ? CertificateReader.VouchedAddresses(certificate) : [];
        var isFrom = !author.IsAsked ? (bool?)null : author.Address is { } from && addresses.Any(address => MailAddresses.Same(address, from));
        var path = signer.Certificate is { } ours && signer.State is CmsSignatureState.Valid or CmsSignatureState.AlgorithmWeak ? _paths.Validate(ours, settings.At) : null;
        var reasons = Mathematics(signer).Concat(isInnermost && isFrom == false ? Identity(signer, addresses) : []).Concat(Trust(signer, path));
        return new SignerReport(index, signer, addresses, isFrom, path, [.. reasons]);
    }

    private IEnumerable<MailReason> Mathematics(SignerVerdict signer)
    {
        var (certificate, detail) = (signer.Certificate, signer.Detail);
        return signer.State switch
        {
            CmsSignatureState.Valid => [],
            CmsSignatureState.DigestMismatch => [TransitRepair.Find(layer) is { } how
                ? new MailReason(MailReasonCode.ChangedInTransit, how, certificate) : new MailReason(MailReasonCode.ContentChanged, detail, certificate)],
            CmsSignatureState.CertificateMissing => [new MailReason(MailReasonCode.SignerCertificateMissing, Name(signer.Identifier))],
            CmsSignatureState.ContentMissing => [new MailReason(MailReasonCode.ContentMissing)],
            CmsSignatureState.AlgorithmWeak => [new MailReason(MailReasonCode.AlgorithmWeak, $"{signer.SignatureAlgorithm}; {signer.DigestAlgorithm}", certificate)],
            CmsSignatureState.AlgorithmUnsupported => [new MailReason(MailReasonCode.AlgorithmUnsupported, $"{signer.SignatureAlgorithm}; {signer.DigestAlgorithm}", certificate)],
            CmsSignatureState.Malformed => [new MailReason(MailReasonCode.SignatureMalformed, detail, certificate)],
            CmsSignatureState.SigningCertificateMismatch => [new MailReason(MailReasonCode.SigningCertificateMismatch, detail, certificate)],
            _ => [new MailReason(MailReasonCode.SignatureInvalid, detail, certificate)],
        };
    }

    private IEnumerable<MailReason> Identity(SignerVerdict signer, ImmutableArray<string> addresses)
    {
        if (author.Address is null || signer.Certificate is null)
        {
            return [];
        }

        if (addresses.IsEmpty)
        {
            return [new MailReason(MailReasonCode.SignerHasNoAddress, signer.Certificate.Subject, signer.Certificate)];
        }

        var mismatch = new MailReason(MailReasonCode.FromIsNotSigner, string.Join(", ", addresses), signer.Certificate);
        return author.Sender is { } sender && addresses.Any(address => MailAddresses.Same(address, sender))
            ? [mismatch, new MailReason(MailReasonCode.SenderIsSigner, sender, signer.Certificate)] : [mismatch];
    }

    private IEnumerable<MailReason> Trust(SignerVerdict signer, PathResult? path)
    {
        if (path is null)
        {
            yield break;
        }

        foreach (var reason in path.Reasons)
        {
            yield return MailReason.Of(reason);
        }

        if (signer.SigningTime is not { } time)
        {
            yield break;
        }

        if (time - settings.At > ClockSkew)
        {
            yield return new MailReason(MailReasonCode.SignedInFuture, Iso(time), signer.Certificate);
        }
        else if (path.Reasons.Any(reason => reason.Code == PathReasonCode.CertificateExpired)
            && _paths.Validate(signer.Certificate!, time).Verdict == PathVerdict.Valid)
        {
            yield return new MailReason(MailReasonCode.ValidWhenSigned, Iso(time), signer.Certificate);
        }
    }

    private static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(SignerIdentifier identifier) => identifier.SubjectKeyIdentifier ?? $"{identifier.Issuer}; {identifier.SerialNumber}";
}

/// <summary>The paths of the signers of one signature, with what the message carries.</summary>
internal sealed class SignerPaths(SignedMessage? message, VerificationSettings settings)
{
    private readonly RevocationData _revocation = message is { Crls.Length: > 0 } or { OcspResponses.Length: > 0 }
        ? settings.Revocation.With(Memories(message.Crls), Memories(message.OcspResponses)) : settings.Revocation;

    public PathResult Validate(X509Certificate2 certificate, DateTimeOffset at) => CertificatePath.Validate(new PathRequest
    {
        Certificate = certificate,
        Intermediates = [.. message!.Certificates, .. settings.Intermediates],
        Trust = settings.Trust,
        At = at,
        EvidenceAt = settings.EvidenceAt ?? settings.At,
        Purpose = KeyPurpose.EmailSigning,
        Revocation = _revocation,
        RevocationMode = settings.RevocationMode,
    });

    private static IEnumerable<ReadOnlyMemory<byte>> Memories(IEnumerable<byte[]> items) => items.Select(item => (ReadOnlyMemory<byte>)item);
}
