namespace Chancery.Mail.Reading;

/// <summary>Verdicts put together.</summary>
internal static class Verdict
{
    public static MailSignature Broken { get; } = MailSignature.None with { State = SignatureState.Broken };

    /// <summary>One verdict for all layers, outermost first: as bad as the worst, about the innermost, which is next to the content.</summary>
    public static MailSignature Of(IReadOnlyList<MailSignature> layers) => layers.Count == 0 ? MailSignature.None
        : layers.MaxBy(layer => layer.State) is { State: > SignatureState.SignerIsNotSender } worst ? worst with { PreferredEncryptionCertificate = null }
        : layers[^1];
}
