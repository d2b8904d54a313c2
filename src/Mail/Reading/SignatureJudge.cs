using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Judges one signature by its mathematics and by who is in From; trust is left to the caller. It never hides the content: a broken signature
/// is shown as what it is.</summary>
internal static class SignatureJudge
{
    public const int MostSigners = 8;

    public static MailSignature Broken { get; } = MailSignature.None with { State = SignatureState.Broken };

    public static MailSignature Judge(SignedMessage? message, string from)
    {
        // No signer at all would be "every signature is good" (facts of S/MIME).
        if (message is not { Signers.Length: > 0 and <= MostSigners } || Mathematics(message) is SignatureState.Broken)
        {
            return Broken;
        }

        var first = message.Signers[0];
        var isFrom = message.Signers.All(one => CertificateReader.VouchedAddresses(one.Certificate!).Any(address => MailAddresses.Same(address, from)));
        var state = Mathematics(message) is SignatureState.WeakAlgorithm ? SignatureState.WeakAlgorithm
            : isFrom ? SignatureState.Valid : SignatureState.SignerIsNotSender;
        var isGood = state == SignatureState.Valid;
        return new MailSignature(
            state, first.Certificate, isFrom, CoversWholeBody: true, first.SigningTime,
            isGood ? EncryptionPreference.Find(first, message.Certificates, from) : null, message.Certificates)
        {
            Capabilities = isGood ? EncryptionPreference.Capabilities(first) : null,
        };
    }

    /// <summary>One verdict for all layers, outermost first: as bad as the worst, about the innermost, which is next to the content.</summary>
    public static MailSignature Of(IReadOnlyList<MailSignature> layers) => layers.Count == 0 ? MailSignature.None
        : layers.MaxBy(layer => layer.State) is { State: > SignatureState.SignerIsNotSender } worst
            ? worst with { PreferredEncryptionCertificate = null, Capabilities = null }
        : layers[^1];

    private static SignatureState Mathematics(SignedMessage message) =>
        !message.Signers.All(one => one.State is CmsSignatureState.Valid or CmsSignatureState.AlgorithmWeak && CertificateUses.CanSign(one.Certificate!)) ? SignatureState.Broken
        : message.Signers.Any(one => one.State == CmsSignatureState.AlgorithmWeak) ? SignatureState.WeakAlgorithm : SignatureState.Valid;
}
