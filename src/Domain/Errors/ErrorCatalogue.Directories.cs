namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] DirectoryErrors =>
    [
        new("recipientAddressInvalid", 400, 2,
            new("This is not a mail address.", "The text has no at sign, no domain, or a character that no address has.", "Give one address, such as alice@example.org."),
            new("Ce n’est pas une adresse électronique.", "Le texte n’a ni arobase ni domaine, ou contient un caractère qu’aucune adresse n’a.", "Donnez une seule adresse, par exemple alice@example.org.")),
        new("recipientNotFound", 404, 1,
            new("No certificate was found for the address.", "None of the directories asked has one, or the person has none.", "Ask the person for a signed message, which carries the certificate, or name another directory."),
            new("Aucun certificat n’a été trouvé pour l’adresse.", "Aucun des annuaires interrogés n’en a, ou la personne n’en possède pas.", "Demandez à la personne un message signé, qui porte le certificat, ou indiquez un autre annuaire.")),
        new("recipientAddressMismatch", 422, 1,
            new("The certificate does not name this address.", "The directory keeps it with the wrong person, or the person’s address has changed since it was issued.", "Have the directory corrected, or a certificate issued for the address in use."),
            new("Le certificat ne nomme pas cette adresse.", "L’annuaire l’a rangé chez une autre personne, ou l’adresse a changé depuis son émission.", "Faites corriger l’annuaire, ou émettre un certificat pour l’adresse en usage.")),
        new("recipientNotForEncryption", 422, 1,
            new("The certificate is not for encrypting mail.", "It is meant for signing or for another purpose, or is an authority’s.", "Use the person’s encryption certificate."),
            new("Le certificat ne sert pas à chiffrer le courrier.", "Il est destiné à la signature ou à un autre usage, ou appartient à une autorité.", "Utilisez le certificat de chiffrement de la personne.")),
        new("recipientExpired", 422, 1,
            new("The recipient’s certificate has expired.", "Its validity is over and the directory still keeps it.", "Ask the person for the new certificate."),
            new("Le certificat du destinataire a expiré.", "Sa période de validité est passée et l’annuaire le garde encore.", "Demandez à la personne son nouveau certificat.")),
        new("recipientNotYetValid", 422, 1,
            new("The recipient’s certificate is not valid yet.", "Its validity starts later, or the clock of this machine is wrong.", "Check the clock, or wait until the certificate is valid."),
            new("Le certificat du destinataire n’est pas encore valide.", "Sa validité commence plus tard, ou l’horloge de cette machine est fausse.", "Vérifiez l’horloge, ou attendez que le certificat soit valide.")),
        new("directoryUnreachable", 503, 1,
            new("The directory cannot be reached.", "Its name does not resolve, nothing listens there, it took too long, or its TLS certificate is not trusted.", "Check the address and the network; the detail says what failed."),
            new("L’annuaire est injoignable.", "Son nom n’est pas résolu, rien n’y écoute, il a mis trop de temps, ou son certificat TLS n’est pas reconnu.", "Vérifiez l’adresse et le réseau ; le détail dit ce qui a échoué.")),
        new("directoryAnswerTooLarge", 413, 1,
            new("The directory’s answer is too large.", "It exceeds the limits of size or of number for one person’s certificates.", "Have old certificates removed from the person’s entry."),
            new("La réponse de l’annuaire est trop volumineuse.", "Elle dépasse les limites de taille ou de nombre pour les certificats d’une personne.", "Faites retirer les anciens certificats de la fiche de la personne.")),
        new("recipientUnsuitable", 422, 1,
            new("The recipient’s key is not encrypted to.", "It is RSA under 2048 bits, or of a kind or on a curve that mail programs do not read.", "Ask the person for a certificate with an RSA key of 2048 bits or more, or a key on P-256."),
            new("La clé du destinataire ne convient pas au chiffrement.", "Elle est RSA de moins de 2048 bits, ou d’un type ou sur une courbe que les messageries ne lisent pas.", "Demandez à la personne un certificat avec une clé RSA d’au moins 2048 bits, ou une clé sur P-256.")),
        new("directoryRefused", 503, 1,
            new("The directory refused to answer.", "The name or password is wrong, the place searched does not exist, or the directory answers others only; the detail has its words.", "Check the search base, the account and what the directory allows it to read."),
            new("L’annuaire a refusé de répondre.", "Le nom ou le mot de passe est faux, l’emplacement cherché n’existe pas, ou l’annuaire ne répond qu’à d’autres ; le détail reprend ses mots.", "Vérifiez la base de recherche, le compte et ce que l’annuaire lui permet de lire.")),
        new("directoryAnswerMalformed", 503, 1,
            new("The directory’s answer cannot be understood.", "It does not follow the protocol, or something else answers at that address.", "Check the address and that the right protocol is named."),
            new("La réponse de l’annuaire est incompréhensible.", "Elle ne suit pas le protocole, ou autre chose répond à cette adresse.", "Vérifiez l’adresse et le protocole indiqué.")),
        new("recipientNotAssociated", 422, 1,
            new("The domain of the address names another certificate.", "Its DNS says which certificates the address has (SMIMEA), and this is none of them.", "Use the certificate the domain names, or ask the person which is right."),
            new("Le domaine de l’adresse désigne un autre certificat.", "Son DNS dit quels certificats l’adresse possède (SMIMEA), et celui-ci n’en est pas.", "Utilisez le certificat que le domaine désigne, ou demandez à la personne lequel est le bon.")),
    ];
}
