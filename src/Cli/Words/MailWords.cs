using Chancery.Cli.Terminal;
using Chancery.Mail;

namespace Chancery.Cli.Words;

/// <summary>What commands say of a mail.</summary>
internal static class MailWords
{
    public static readonly Text NotEncrypted = new("not encrypted", "non chiffré");
    public static readonly Text NotSigned = new("not signed", "non signé");
    public static readonly Text CoversAll = new("the signature covers the whole body", "la signature couvre tout le corps");
    public static readonly Text CoversPart = new("the signature does not cover the whole body", "la signature ne couvre pas tout le corps");
    public static readonly Text CanBeRead = new("it can be read", "le message peut être lu");
    public static readonly Text CannotBeRead = new("it cannot be read", "le message ne peut être lu");
    public static readonly Text TrustNotChecked = new(
        "the signature was not judged: chancery mail verify does", "la signature n’a pas été jugée : chancery mail verify le fait");

    public static readonly Text FromWithTo = new(
        "--from and --to go together, and --subject with them: they make a mail of a text; a message has its own",
        "--from et --to vont ensemble, et --subject avec eux : ils font un courriel d’un texte ; un message a les siens");
    public static readonly Text NotForAuthor = new(
        "not encrypted to its author: the sent copy will not be readable; --encryption-certificate names the author’s certificate",
        "non chiffré pour son auteur : la copie envoyée ne sera pas lisible ; --encryption-certificate indique le certificat de l’auteur");

    public static Text PassedOver(string file, string code) => new($"passed over: {file} ({code})", $"laissé de côté : {file} ({code})");

    public static Text NotFetched(string url, string why) => new($"not fetched: {url} ({why})", $"non récupéré : {url} ({why})");

    public static Text Found(string address, string subject, string source) => new(
        $"{address}: {subject}, from {source}", $"{address} : {subject}, de {source}");

    public static Text BlindCopy(string subject, string file) => new($"for {subject}: {file}", $"pour {subject} : {file}");

    public static Text NotATime(string text) => new($"not a time: {text}", $"ce n’est pas un instant : {text}");

    public static Text From(string address) => new($"from {address}", $"de {address}");

    public static Text OpenedWith(string subject) => new($"opened with the key of {subject}", $"ouvert avec la clé de {subject}");

    public static Text VerdictIs(Verdict verdict) => verdict switch
    {
        Verdict.Valid => new("valid", "valide"),
        Verdict.Unverifiable => new("unverifiable", "invérifiable"),
        _ => new("invalid", "non valide"),
    };

    public static Text Hidden(Confidentiality confidentiality) => confidentiality switch
    {
        Confidentiality.EncryptedAuthenticated => new("encrypted and authenticated", "chiffré et authentifié"),
        Confidentiality.EncryptedIntegrityUnknown => new("encrypted, integrity unknown", "chiffré, intégrité inconnue"),
        _ => NotEncrypted,
    };

    public static Text SignedBy(string who, string issuer, string algorithm, string? time, Verdict verdict)
    {
        var word = VerdictIs(verdict);
        return new(
            $"signed by {who}{(time is null ? "" : $" at {time}")}, certified by {issuer}; {algorithm}: {word.English}",
            $"signé par {who}{(time is null ? "" : $" le {time}")}, certifié par {issuer} ; {algorithm} : {word.French}");
    }

    public static Text FieldWasChanged(string name, string inside, string outside) => new(
        $"{name} was changed on its way: the author wrote “{inside}”, outside stands “{outside}”",
        $"{name} a été modifié en chemin : l’auteur a écrit « {inside} », à l’extérieur on lit « {outside} »");
}
