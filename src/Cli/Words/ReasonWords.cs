using Chancery.Cli.Terminal;
using Chancery.Mail;

namespace Chancery.Cli.Words;

/// <summary>What a reason of a verdict means, and what to do about it; a note may need nothing done.</summary>
internal sealed record ReasonText(Text Meaning, Text? Remedy = null);

/// <summary>The words for what is to be said of a message.</summary>
internal static partial class ReasonWords
{
    public static ReasonText Of(MailReasonCode code) =>
        OfMessage(code) ?? OfReading(code) ?? OfAuthor(code) ?? OfSignature(code) ?? OfPath(code)
        ?? throw new ArgumentOutOfRangeException(nameof(code), code, "A reason without words.");

    private static ReasonText? OfMessage(MailReasonCode code) => code switch
    {
        MailReasonCode.Malformed => new(
            new("this is neither a mail nor a CMS object that can be read", "ce n’est ni un courriel ni un objet CMS lisible"),
            new("save the message again with its full source; an export as text or HTML is not enough",
                "enregistrez à nouveau le message avec sa source complète ; un export en texte ou en HTML ne suffit pas")),
        MailReasonCode.TooLarge => new(
            new("the message exceeds the limit of size", "le message dépasse la taille permise"),
            new("large files are better sent another way", "mieux vaut envoyer les gros fichiers par un autre moyen")),
        MailReasonCode.TooDeep => new(
            new("the message has more layers than any honest sender makes", "le message a plus de couches qu’aucun expéditeur honnête n’en fait"),
            new("do not trust it", "ne vous y fiez pas")),
        MailReasonCode.NotSigned => new(
            new("nothing is signed", "rien n’est signé"),
            new("anybody can have written this; if it matters, ask its author by another way",
                "n’importe qui peut l’avoir écrit ; si c’est important, interrogez son auteur par un autre moyen")),
        MailReasonCode.NoSigners => new(
            new("it has the form of a signature and is signed by nobody", "cela a la forme d’une signature et n’est signé par personne"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.CertificatesOnly => new(
            new("it carries certificates and nothing else", "cela contient des certificats et rien d’autre")),
        MailReasonCode.TooManySigners => new(
            new("there are more signers than are looked at", "il y a plus de signataires que l’on n’en examine"),
            new("do not trust it", "ne vous y fiez pas")),
        MailReasonCode.SignedPartOnly => new(
            new("only a part of the message is signed; what stands beside it is anybody’s", "une partie seulement du message est signée ; ce qui l’entoure peut être de n’importe qui"),
            new("believe the signed part alone: chancery mail inspect shows which it is", "ne croyez que la partie signée : chancery mail inspect montre laquelle")),
        MailReasonCode.SignedMessageAttached => new(
            new("a message attached to this one is signed, not this one", "un message joint à celui-ci est signé, pas celui-ci"),
            new("save the attached message as a file and verify that", "enregistrez le message joint dans un fichier et vérifiez celui-là")),
        MailReasonCode.UnsignedFooter => new(
            new("unsigned text follows the signed part, as mailing lists append it", "un texte non signé suit la partie signée, comme en ajoutent les listes de diffusion"),
            new("the signed part is judged, the text after it is nobody’s; ask the list’s owner to leave signed mail alone",
                "la partie signée est jugée, le texte qui suit n’est de personne ; demandez au propriétaire de la liste de ne pas toucher aux courriels signés")),
        MailReasonCode.SignedStructureBroken => new(
            new("the multipart/signed is not a signed part and its signature, and nothing else",
                "le multipart/signed n’est pas une partie signée et sa signature, et rien d’autre"),
            new("treat it as unsigned", "tenez-le pour non signé")),
        _ => null,
    };

    private static ReasonText? OfReading(MailReasonCode code) => code switch
    {
        MailReasonCode.EncryptedPartOnly => new(
            new("only a part of the message is encrypted; it is not opened, so that nothing from outside can read it",
                "une partie seulement du message est chiffrée ; elle n’est pas ouverte, afin que rien d’extérieur ne puisse la lire"),
            new("if you expected it, save that part as a file and open it alone", "si vous l’attendiez, enregistrez cette partie dans un fichier et ouvrez-la seule")),
        MailReasonCode.Encrypted => new(
            new("it is encrypted, and no key was given", "c’est chiffré, et aucune clé n’a été donnée"),
            new("give the key with --identity", "donnez la clé avec --identity")),
        MailReasonCode.NotForKeys => new(
            new("it is encrypted, and to none of the keys given", "c’est chiffré, et pour aucune des clés données"),
            new("find the certificate with the issuer and serial number named, perhaps one of former years, and give its key",
                "retrouvez le certificat dont l’émetteur et le numéro de série sont indiqués, peut-être un ancien, et donnez sa clé")),
        MailReasonCode.DecryptionFailed => new(
            new("it is encrypted to a key given, and does not open", "c’est chiffré pour une clé donnée, et ne s’ouvre pas"),
            new("it was damaged on its way, or made with another key of the same name: ask for it again",
                "cela a été endommagé en chemin, ou fait avec une autre clé du même nom : demandez un nouvel envoi")),
        MailReasonCode.EncryptionLegacy => new(
            new("it is encrypted with an algorithm of former years", "c’est chiffré avec un algorithme d’autrefois"),
            new("open it with --archive; do not answer in the same way", "ouvrez-le avec --archive ; ne répondez pas de la même façon")),
        MailReasonCode.EncryptionUnsupported => new(
            new("it is encrypted with an algorithm that is not opened here", "c’est chiffré avec un algorithme qui n’est pas ouvert ici"),
            new("ask its author to encrypt with AES", "demandez à son auteur de chiffrer avec AES")),
        MailReasonCode.RecipientUnsupported => new(
            new("a recipient’s key is of a kind no mail program is known to read",
                "la clé d’un destinataire est d’une sorte qu’aucune messagerie n’est connue pour lire")),
        MailReasonCode.IntegrityUnknown => new(
            new("it is encrypted without authentication: whether it was altered on its way is not known",
                "c’est chiffré sans authentification : on ignore si cela a été altéré en chemin")),
        MailReasonCode.CompressionUnreadable => new(
            new("the compressed content breaks a limit or cannot be opened", "le contenu compressé dépasse une limite ou ne peut être ouvert"),
            new("ask for it without compression", "demandez-le sans compression")),
        _ => null,
    };

    private static ReasonText? OfAuthor(MailReasonCode code) => code switch
    {
        MailReasonCode.FromMissing => new(
            new("the message has no author", "le message n’a pas d’auteur"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.FromAmbiguous => new(
            new("the message does not have exactly one author", "le message n’a pas un auteur unique"),
            new("mail programs differ on which they show: treat it as a forgery", "les messageries n’affichent pas toutes le même : tenez-le pour un faux")),
        MailReasonCode.FromIsNotSigner => new(
            new("it is signed by somebody else than its author", "c’est signé par quelqu’un d’autre que son auteur"),
            new("ask the author by another way; where the person changed address, the certificate must name the new one",
                "interrogez l’auteur par un autre moyen ; si la personne a changé d’adresse, le certificat doit porter la nouvelle")),
        MailReasonCode.SenderIsSigner => new(
            new("the signer is the sender, not the author shown", "le signataire est l’expéditeur, pas l’auteur affiché"),
            new("believe it as the sender’s word, not the author’s", "croyez-le comme la parole de l’expéditeur, pas celle de l’auteur")),
        MailReasonCode.SenderDiffers => new(
            new("it was sent by another than its author", "cela a été envoyé par un autre que son auteur")),
        MailReasonCode.DisplayNameMisleads => new(
            new("the author’s display name is another’s mail address", "le nom affiché de l’auteur est l’adresse d’un autre"),
            new("look at the address, not the name: treat it as a forgery", "regardez l’adresse, pas le nom : tenez-le pour un faux")),
        MailReasonCode.ProtectedFromDiffers => new(
            new("the author outside is not the author who was signed", "l’auteur affiché n’est pas celui qui a été signé"),
            new("treat it as a forgery", "tenez-le pour un faux")),
        MailReasonCode.HeaderChanged => new(
            new("a header field was changed on its way; the protected one counts", "un champ d’en-tête a été modifié en chemin ; c’est le champ protégé qui compte")),
        MailReasonCode.EncryptionRemoved => new(
            new("the author encrypted it, and it came in the clear: somebody who could read it took the encryption off",
                "l’auteur l’a chiffré, et il est arrivé en clair : quelqu’un qui pouvait le lire a retiré le chiffrement"),
            new("a gateway of your own may do that; otherwise ask who handed it on", "une passerelle à vous peut le faire ; sinon, demandez qui l’a transmis")),
        MailReasonCode.SignerHasNoAddress => new(
            new("the signer’s certificate names no mail address: nothing ties it to the author",
                "le certificat du signataire ne porte aucune adresse : rien ne le lie à l’auteur"),
            new("ask the signer for a certificate with his address", "demandez au signataire un certificat portant son adresse")),
        _ => null,
    };
}
