using Chancery.Cli.Terminal;
using Chancery.Mail;

namespace Chancery.Cli.Words;

/// <summary>What commands say of a mail.</summary>
internal static class MailWords
{
    public static readonly Text NotEncrypted = new("not encrypted", "non chiffré");
    public static readonly Text TrustNotChecked = new(
        "whether the signer’s certificate is to be trusted was not judged", "la confiance à accorder au certificat du signataire n’a pas été jugée");

    public static Text From(string address) => new($"from {address}", $"de {address}");

    public static Text OpenedWith(string thumbprint) => new($"opened with the key of {thumbprint}", $"ouvert avec la clé de {thumbprint}");

    public static Text Signature(MailSignature signature) => signature.State switch
    {
        SignatureState.Valid => new($"signed by the sender ({Signer(signature)})", $"signé par l’expéditeur ({Signer(signature)})"),
        SignatureState.Unsigned => new("not signed", "non signé"),
        SignatureState.SignerIsNotSender => new("signed by somebody who is not the sender", "signé par quelqu’un qui n’est pas l’expéditeur"),
        SignatureState.Partial => new("signed in part only: not to be believed", "signé en partie seulement : à ne pas croire"),
        SignatureState.WeakAlgorithm => new("signed with an algorithm nobody should believe", "signé avec un algorithme auquel nul ne devrait se fier"),
        _ => new("the signature does not hold", "la signature ne tient pas"),
    };

    private static string? Signer(MailSignature signature) => signature.Signer?.Thumbprint.ToLowerInvariant();
}
