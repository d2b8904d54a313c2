using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What <c>--help</c> says of profiles.</summary>
internal static partial class HelpWords
{
    public static readonly Text Profile = new("Device configurations (profiles)", "Les profils de configuration");
    public static readonly Text ProfileCreate = new("Create a profile", "Créer un profil");
    public static readonly Text ProfileAssign = new(
        "Assign a profile, replacing whom it was assigned to", "Attribuer un profil, à la place des attributions précédentes");
    public static readonly Text ProfileList = new("List the profiles", "Lister les profils");
    public static readonly Text ProfileName = new("the profile’s name", "le nom du profil");
    public static readonly Text ProfileOrId = new("a profile’s name or identifier", "le nom ou l’identifiant d’un profil");
    public static readonly Text ProfileTrusted = new("Certificates of authorities to trust", "Des certificats d’autorités à approuver");
    public static readonly Text ProfilePkcs = new(
        "A certificate for each device, made by the connector", "Un certificat par appareil, établi par le connecteur");
    public static readonly Text ProfileImported = new("The certificates imported for a person", "Les certificats importés pour une personne");
    public static readonly Text ProfileEmail = new("The mail account with S/MIME on", "Le compte de messagerie avec S/MIME activé");
    public static readonly Text TrustedFile = new("a certificate, or several in PEM: a whole chain", "un certificat, ou plusieurs en PEM : toute une chaîne");
    public static readonly Text TrustedBuiltIn = new(
        "the built-in authority: its root and its issuing authority", "l’autorité intégrée : sa racine et son autorité émettrice");
    public static readonly Text Usage = new(
        "what the certificate is for; encryption certificates made for each device leave the other devices unable to read",
        "l’usage du certificat ; un certificat de chiffrement par appareil empêche les autres appareils de lire");
    public static readonly Text Key = new("the kind of key", "le type de clé");
    public static readonly Text Days = new("days of validity, at most 825", "durée de validité en jours, 825 au plus");
    public static readonly Text Subject = new("the subject, e.g. CN={{UserName}},E={{EmailAddress}}", "le sujet, p. ex. CN={{UserName}},E={{EmailAddress}}");
    public static readonly Text AllUsers = new("to every user", "à tous les utilisateurs");
    public static readonly Text AllDevices = new("to every device", "à tous les appareils");
    public static readonly Text ToGroup = new("to the members of this group", "aux membres de ce groupe");
    public static readonly Text ExcludeGroup = new("but not to the members of this group", "mais pas aux membres de ce groupe");
    public static readonly Text Nobody = new("to nobody any more", "à plus personne");
    public static readonly Text AccountName = new("the account’s name, shown in Mail", "le nom du compte, affiché dans Mail");
    public static readonly Text Host = new("the Exchange ActiveSync host", "l’hôte Exchange ActiveSync");
    public static readonly Text SigningProfile = new("the profile of the signing certificate", "le profil du certificat de signature");
    public static readonly Text EncryptionProfile = new("the profile of the encryption certificate", "le profil du certificat de chiffrement");
    public static readonly Text NoSigning = new("do not sign", "ne pas signer");
    public static readonly Text SigningOverride = new("let the user switch signing", "laisser l’utilisateur activer ou non la signature");
    public static readonly Text SigningCertificateOverride = new(
        "let the user choose the signing certificate", "laisser l’utilisateur choisir le certificat de signature");
    public static readonly Text EncryptByDefault = new("encrypt by default", "chiffrer par défaut");
    public static readonly Text EncryptOverride = new(
        "let the user switch encryption by default", "laisser l’utilisateur activer ou non le chiffrement par défaut");
    public static readonly Text EncryptionCertificateOverride = new(
        "let the user choose the encryption certificate", "laisser l’utilisateur choisir le certificat de chiffrement");
    public static readonly Text NoPerMessage = new("no lock button in compose", "pas de bouton cadenas à la rédaction");
}
