using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

internal static partial class HelpWords
{
    public static readonly Text MailGroup = new("S/MIME over files and pipes", "S/MIME sur des fichiers et des tubes");
    public static readonly Text MailSign = new("Sign a mail, or write one and sign it", "Signer un courriel, ou en écrire un et le signer");
    public static readonly Text MailEncrypt = new(
        "Encrypt a mail, signed before with --sign-with, or write one and encrypt it",
        "Chiffrer un courriel, signé auparavant avec --sign-with, ou en écrire un et le chiffrer");
    public static readonly Text MailVerify = new(
        "Tell whether a mail is validly signed by its author; exits with 0 only then",
        "Dire si un courriel est valablement signé par son auteur ; sort avec 0 seulement alors");
    public static readonly Text MailDecrypt = new("Open an encrypted mail", "Ouvrir un courriel chiffré");
    public static readonly Text MailInspect = new(
        "Draw what a message is made of: layers, algorithms, recipients, what is protected",
        "Dessiner ce dont un message est fait : couches, algorithmes, destinataires, ce qui est protégé");
    public static readonly Text MailExplain = new(
        "Say why a message cannot be read or trusted, and what to do",
        "Dire pourquoi un message ne peut être lu ou cru, et que faire");
    public static readonly Text MessageFile = new(
        "the message, or a bare CMS object (DER, PEM); - for standard input", "le message, ou un objet CMS nu (DER, PEM) ; - pour l’entrée standard");
    public static readonly Text LetterFile = new(
        "the message (RFC 5322); with --from and --to, a text in UTF-8 to make one of; - for standard input",
        "le message (RFC 5322) ; avec --from et --to, un texte en UTF-8 dont en faire un ; - pour l’entrée standard");
    public static readonly Text Identity = new(
        "a key with its certificate: PKCS#12, PEM, or a folder of these",
        "une clé avec son certificat : PKCS#12, PEM, ou un dossier de ceux-ci");
    public static readonly Text IdentityPassword = new(
        "a file with the password of the identities, one on each line if they differ; without it, IDENTITY.password beside each is read",
        "un fichier avec le mot de passe des identités, un par ligne s’ils diffèrent ; à défaut, IDENTITY.password à côté de chacune est lu");
    public static readonly Text Trust = new(
        "certificates to trust as roots: PEM, DER, PKCS#7, or a folder of these", "certificats à tenir pour racines : PEM, DER, PKCS#7, ou un dossier de ceux-ci");
    public static readonly Text OtherCertificates = new(
        "certificates that may be between signer and root, or the signer’s own; not trusted",
        "certificats qui peuvent être entre le signataire et la racine, ou celui du signataire ; sans confiance");
    public static readonly Text Crl = new("revocation lists, DER or PEM, or a folder of these", "listes de révocation, DER ou PEM, ou un dossier de celles-ci");
    public static readonly Text Ocsp = new("OCSP responses, DER", "réponses OCSP, DER");
    public static readonly Text Revocation = new(
        "how much must be known of revocation: require (of every certificate), signer (of the signer’s; the default with --crl, --ocsp or --online), known (only refuse what is known to be revoked; the default without), none",
        "ce qu’il faut savoir de la révocation : require (de chaque certificat), signer (de celui du signataire ; par défaut avec --crl, --ocsp ou --online), known (ne refuser que ce qui est connu comme révoqué ; par défaut sans), none");
    public static readonly Text Online = new(
        "fetch missing revocation lists, OCSP answers and issuers from where the certificates say",
        "chercher les listes de révocation, réponses OCSP et émetteurs manquants là où les certificats l’indiquent");
    public static readonly Text OnlinePrivate = new(
        "the same, also from private networks and this machine, where an organisation keeps its own lists",
        "de même, aussi depuis les réseaux privés et cette machine, où une organisation garde ses propres listes");
    public static readonly Text At = new(
        "the time at which certificates must be valid, e.g. 2026-03-01 or 2026-03-01T12:00:00Z; otherwise now",
        "l’instant auquel les certificats doivent être valides, p. ex. 2026-03-01 ou 2026-03-01T12:00:00Z ; sinon maintenant");
    public static readonly Text DetachedContent = new("the content of a bare detached signature", "le contenu d’une signature détachée nue");
    public static readonly Text Archive = new(
        "open mail of former years too (3DES, RC2, DES)", "ouvrir aussi les courriels d’autrefois (3DES, RC2, DES)");
    public static readonly Text KeepSignature = new(
        "with --out: write what was encrypted as it is, its signature included, instead of the innermost content",
        "avec --out : écrire ce qui était chiffré tel quel, signature comprise, au lieu du contenu le plus intérieur");
    public static readonly Text Policy = new(
        "what is written: compatible (every mail app reads it; the default), modern (S/MIME 4.0), strict (AES-256-GCM, RSA-OAEP and RSA-PSS always)",
        "ce qui est écrit : compatible (lu par toute messagerie ; par défaut), modern (S/MIME 4.0), strict (toujours AES-256-GCM, RSA-OAEP et RSA-PSS)");
    public static readonly Text Opaque = new(
        "sign inside the message, which survives gateways that rewrite text and is not read without S/MIME",
        "signer à l’intérieur du message, ce qui survit aux passerelles qui réécrivent le texte et n’est pas lu sans S/MIME");
    public static readonly Text Headers = new(
        "protect the header fields (RFC 9788): none, protected (the subject of encrypted mail becomes […]), legacy (the same, and older programs show the subject in the text)",
        "protéger les champs d’en-tête (RFC 9788) : none, protected (l’objet d’un courriel chiffré devient […]), legacy (de même, et les anciens programmes montrent l’objet dans le texte)");
    public static readonly Text SignWith = new(
        "sign first, with this key and certificate: PKCS#12 or PEM", "signer d’abord, avec cette clé et ce certificat : PKCS#12 ou PEM");
    public static readonly Text PreferredCertificate = new(
        "the certificate that answers should be encrypted to", "le certificat pour lequel chiffrer les réponses");
    public static readonly Text Recipient = new(
        "a recipient’s certificate (PEM, DER, PKCS#7), or with --directory an address",
        "le certificat d’un destinataire (PEM, DER, PKCS#7), ou avec --directory une adresse");
    public static readonly Text BlindRecipient = new(
        "a recipient nobody else learns of: his message is written beside the other as FILE.bcc-1.eml",
        "un destinataire que nul autre n’apprend : son message est écrit à côté de l’autre sous FILE.bcc-1.eml");
    public static readonly Text RecipientTrust = new(
        "with --directory: refuse certificates without a path to one of these roots", "avec --directory : refuser les certificats sans chemin vers une de ces racines");
    public static readonly Text RecipientDirectory = new(
        "where certificates are looked up: a folder, ldap://…, ldaps://…, https://… (RFC 4387), smimea: (RFC 8162); several are asked in turn",
        "où chercher les certificats : un dossier, ldap://…, ldaps://…, https://… (RFC 4387), smimea: (RFC 8162) ; plusieurs sont interrogés tour à tour");
    public static readonly Text ExplainChoice = new(
        "say for each recipient which algorithms were chosen, and why", "dire pour chaque destinataire quels algorithmes ont été choisis, et pourquoi");
    public static readonly Text From = new("the author’s address", "l’adresse de l’auteur");
    public static readonly Text To = new("a recipient’s address", "l’adresse d’un destinataire");
    public static readonly Text MailSubject = new("the subject", "l’objet");
    public static readonly Text OutEml = new("where to write the mail; otherwise standard output", "où écrire le courriel ; sinon la sortie standard");
    public static readonly Text OutText = new(
        "where to write what was inside, instead of printing the text", "où écrire le contenu, au lieu d’afficher le texte");
    public static readonly Text OutSigned = new(
        "where to write what is signed, if the mail is valid", "où écrire ce qui est signé, si le courriel est valide");
}
