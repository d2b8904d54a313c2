using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What <c>--help</c> says of the processes that serve.</summary>
internal static partial class HelpWords
{
    public static readonly Text Serve = new(
        "Run a server and a connector on this machine, as two processes", "Faire tourner un serveur et un connecteur sur cette machine, en deux processus");
    public static readonly Text ServeServer = new("Run the server alone", "Faire tourner le serveur seul");
    public static readonly Text ServeConnector = new("Run a connector alone", "Faire tourner un connecteur seul");
    public static readonly Text Demo = new(
        "Do the whole job on four simulated devices, for real", "Faire tout le travail sur quatre appareils simulés, pour de vrai");
    public static readonly Text Simulate = new(
        "Run a simulated iPhone or Mac: enrol, obey, and write down what it has",
        "Faire tourner un iPhone ou un Mac simulé : s’inscrire, obéir, et noter ce qu’il a");
    public static readonly Text Data = new("the data folder", "le dossier de données");
    public static readonly Text Url = new(
        "the https address people and devices dial; port 0 takes a free one",
        "l’adresse https que composent personnes et appareils ; le port 0 en prend un libre");
    public static readonly Text PkiUrl = new(
        "the plain http address of revocation lists, written into certificates (default: the host of --url, port 8080)",
        "l’adresse http des listes de révocation, inscrite dans les certificats (par défaut : l’hôte de --url, port 8080)");
    public static readonly Text PublicUrl = new(
        "the https address that devices dial, where it is another", "l’adresse https que composent les appareils, si c’en est une autre");
    public static readonly Text Organization = new("the organisation’s name", "le nom de l’organisation");
    public static readonly Text MailSpool = new(
        "put letters into this folder instead of sending them", "déposer les lettres dans ce dossier au lieu de les envoyer");
    public static readonly Text MailFrom = new("the sender of letters", "l’expéditeur des lettres");
    public static readonly Text Smtp = new("the SMTP relay for letters", "le relais SMTP des lettres");
    public static readonly Text SmtpPort = new("its port", "son port");
    public static readonly Text SmtpSecurity = new("how the connection to it is protected", "la protection de la connexion");
    public static readonly Text SmtpUser = new("the name to log in with", "le nom pour s’y authentifier");
    public static readonly Text SmtpPasswordFile = new("a file with the password for it", "un fichier avec son mot de passe");
    public static readonly Text Postgres = new(
        "a file with the PostgreSQL connection string; without it, SQLite in the data folder",
        "un fichier avec la chaîne de connexion PostgreSQL ; sans lui, SQLite dans le dossier de données");
    public static readonly Text TlsCertificate = new("the server’s TLS certificate with its chain, PEM", "le certificat TLS du serveur avec sa chaîne, PEM");
    public static readonly Text RecipientLookup = new(
        "whether anybody may look up an address’s encryption certificate (RFC 4387)",
        "si quiconque peut rechercher le certificat de chiffrement d’une adresse (RFC 4387)");
    public static readonly Text TlsKey = new("its private key, PEM", "sa clé privée, PEM");
    public static readonly Text JoinCode = new(
        "read the one-time code for the connector’s joining from standard input", "lire sur l’entrée standard le code unique d’admission du connecteur");
    public static readonly Text LinkAddresses = new(
        "allow enrolment by link for this address, or *@domain", "permettre l’inscription par lien pour cette adresse, ou *@domaine");
    public static readonly Text Passphrase = new("a file with the passphrase of the vault’s key", "un fichier avec la phrase de passe de la clé du coffre");
    public static readonly Text DemoOut = new("where to write what anyone can check", "où écrire ce que chacun peut vérifier");
    public static readonly Text DemoData = new(
        "where server and connector keep their data; by default a temporary folder",
        "où serveur et connecteur gardent leurs données ; par défaut un dossier temporaire");
    public static readonly Text DemoKeep = new("leave it running at the end", "laisser tourner à la fin");
    public static readonly Text DeviceName = new("the device’s name", "le nom de l’appareil");
    public static readonly Text EnrollmentFile = new("the enrolment profile, or the mail it came in", "le profil d’inscription, ou le courriel qui l’apporte");
    public static readonly Text SimulateOut = new("where to write its profiles, commands and identities", "où écrire ses profils, commandes et identités");
    public static readonly Text SimulateKeep = new(
        "keep asking for commands, until it is retired or Ctrl-C", "continuer à demander des commandes, jusqu’à sa mise hors service ou Ctrl-C");
    public static readonly Text Seed = new("fixes identifiers and misbehaviour", "fixe les identifiants et les écarts de conduite");
}
