using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What <c>--help</c> says.</summary>
internal static partial class HelpWords
{
    public static readonly Text Root = new(
        "Issues, escrows and delivers S/MIME certificates to every device of their owner",
        "Émet, met sous séquestre et livre les certificats S/MIME à tous les appareils de leur titulaire");
    public static readonly Text ShowHelp = new("show this help", "afficher cette aide");
    public static readonly Text ShowVersion = new("show the version", "afficher la version");
    public static readonly Text Server = new("the server to speak to, https://…", "le serveur auquel parler, https://…");
    public static readonly Text TokenFile = new("the file with the administrator’s token", "le fichier du jeton d’administrateur");
    public static readonly Text ServerCertificate = new(
        "the server’s certificate to expect: SHA-256, or a PEM file", "le certificat de serveur à attendre : SHA-256, ou un fichier PEM");
    public static readonly Text VaultCertificate = new(
        "SHA-256 of the vault’s certificate to seal imports to", "SHA-256 du certificat du coffre auquel sceller les importations");
    public static readonly Text Json = new("print results as JSON", "afficher les résultats en JSON");
    public static readonly Text Connect = new(
        "Try a connection, pin the vault, and write both down for later commands",
        "Essayer une connexion, épingler le coffre, et retenir les deux pour les commandes suivantes");

    public static readonly Text User = new("People", "Les personnes");
    public static readonly Text UserAdd = new("Add a person", "Ajouter une personne");
    public static readonly Text UserSet = new("Change what is known of a person", "Changer ce qui est su d’une personne");
    public static readonly Text NewMail = new(
        "the mail address; the one before it stays among the former ones", "l’adresse électronique ; la précédente reste parmi les anciennes");
    public static readonly Text UserList = new("List the people", "Lister les personnes");
    public static readonly Text UserPrincipalName = new(
        "the user principal name, e.g. alice@example.test", "le nom d’utilisateur principal, p. ex. alice@example.test");
    public static readonly Text UserOrId = new("a user principal name or identifier", "un nom d’utilisateur principal ou un identifiant");
    public static readonly Text OfUser = new("only those of this person", "seulement ceux de cette personne");
    public static readonly Text Mail = new(
        "the mail address, where it is not the user principal name", "l’adresse électronique, si ce n’est pas le nom d’utilisateur principal");
    public static readonly Text DisplayName = new("the name people see", "le nom affiché");
    public static readonly Text GivenName = new("the given name", "le prénom");
    public static readonly Text Surname = new("the family name", "le nom de famille");
    public static readonly Text Language = new("the language of letters to this person", "la langue des lettres à cette personne");

    public static readonly Text Group = new("Groups of people", "Les groupes de personnes");
    public static readonly Text GroupCreate = new("Create a group", "Créer un groupe");
    public static readonly Text GroupAddMember = new("Add a person to a group", "Ajouter une personne à un groupe");
    public static readonly Text GroupList = new("List the groups", "Lister les groupes");
    public static readonly Text GroupName = new("the group’s name", "le nom du groupe");
    public static readonly Text GroupOrId = new("a group’s name or identifier", "le nom ou l’identifiant d’un groupe");
    public static readonly Text Description = new("what it is for", "à quoi il sert");

    public static readonly Text Pfx = new("Imported certificates (PFX)", "Les certificats importés (PFX)");
    public static readonly Text PfxImport = new("Seal a PFX file to the vault and import it", "Sceller un fichier PFX au coffre et l’importer");
    public static readonly Text PfxList = new("List the imported certificates", "Lister les certificats importés");
    public static readonly Text PfxFile = new("the PKCS#12 file, .pfx or .p12", "le fichier PKCS#12, .pfx ou .p12");
    public static readonly Text Purpose = new("what it is for", "son usage");
    public static readonly Text PasswordFile = new("a file whose first line is the password", "un fichier dont la première ligne est le mot de passe");
    public static readonly Text FormerAddress = new(
        "a former address of the person, which an older certificate may name", "une ancienne adresse de la personne, qu’un ancien certificat peut nommer");

    public static readonly Text OwnerAddress = new(
        "the person’s mail address, to be sure of it; with --former-address, needed where --user is not it",
        "l’adresse de la personne, pour s’en assurer ; avec --former-address, nécessaire si --user n’est pas celle-ci");

    public static readonly Text Enrollment = new("Enrolments of devices", "Les inscriptions d’appareils");
    public static readonly Text EnrollmentCreate = new(
        "Invite a device: its enrolment profile is mailed to its owner", "Inviter un appareil : son profil d’inscription est envoyé à son propriétaire");
    public static readonly Text Platform = new("the device’s platform", "la plateforme de l’appareil");
    public static readonly Text Link = new(
        "give a link instead of a mail, where the connector’s policy allows it (the server is then trusted at enrolment)",
        "donner un lien plutôt qu’un courriel, si la politique du connecteur le permet (le serveur est alors cru à l’inscription)");

    public static readonly Text Device = new("Devices", "Les appareils");
    public static readonly Text DeviceList = new("List the devices", "Lister les appareils");
    public static readonly Text DeviceShow = new("Show what a device should have and has", "Montrer ce qu’un appareil doit avoir et ce qu’il a");
    public static readonly Text DeviceLock = new("Lock a device at its next sync", "Verrouiller un appareil à sa prochaine synchronisation");
    public static readonly Text DeviceRetire = new(
        "Take back all a device was given, and revoke its own certificates", "Reprendre tout ce qu’un appareil a reçu, et révoquer ses propres certificats");
    public static readonly Text DeviceWipe = new("Erase a device", "Effacer un appareil");
    public static readonly Text DeviceOrId = new("a device’s name or identifier", "le nom ou l’identifiant d’un appareil");
    public static readonly Text Confirm = new("the device’s name once more", "le nom de l’appareil, une fois encore");
    public static readonly Text UnlockCode = new(
        "macOS: a file with six digits to unlock the Mac afterwards", "macOS : un fichier avec six chiffres pour déverrouiller le Mac ensuite");
}
