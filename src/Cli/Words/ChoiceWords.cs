using Chancery.Cli.Terminal;
using Chancery.Mail;

namespace Chancery.Cli.Words;

/// <summary>Why an algorithm was chosen.</summary>
internal static class ChoiceWords
{
    public static Text Of(AlgorithmReasonCode code) => code switch
    {
        AlgorithmReasonCode.PolicyDemands => new("the policy asks for it of everybody", "la stratégie le demande à tous"),
        AlgorithmReasonCode.AllAnnounce => new("every recipient announces it", "tous les destinataires l’annoncent"),
        AlgorithmReasonCode.RecipientAnnounces => new("this recipient announces it", "ce destinataire l’annonce"),
        AlgorithmReasonCode.RecipientLacks => new("a recipient announces capabilities, and better is not among them", "un destinataire annonce ses capacités, et rien de mieux n’y figure"),
        AlgorithmReasonCode.NothingKnownCompatible => new(
            "nothing is known of a recipient: what every app reads is taken", "on ne sait rien d’un destinataire : on prend ce que lit toute messagerie"),
        AlgorithmReasonCode.NothingKnownModern => new(
            "nothing is known of the recipients: S/MIME 4.0 is taken", "on ne sait rien des destinataires : on prend S/MIME 4.0"),
        AlgorithmReasonCode.WeakIsNeverWritten => new(
            "only weak ciphers are announced; they are never written", "seuls des chiffrements faibles sont annoncés ; ils ne sont jamais écrits"),
        AlgorithmReasonCode.KeyKind => new("the kind of key leaves no choice", "la sorte de clé ne laisse pas le choix"),
        AlgorithmReasonCode.PolicyCompatible => new("the policy takes what every app verifies", "la stratégie prend ce que vérifie toute messagerie"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A reason without words."),
    };
}
