using Chancery.Cli.Demo;
using Chancery.Cli.Hosting;
using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What the demo says.</summary>
internal static class DemoWords
{
    public static readonly Text Starting = new("starting chancery serve", "démarrage de chancery serve");
    public static readonly Text PeopleMade = new(
        "alice and bob exist, in three groups", "alice et bob existent, dans trois groupes");

    public static readonly Text ProfilesMade = new(
        "profiles: two authorities to trust, signing, encryption, mail with S/MIME on; assigned to groups",
        "profils : deux autorités à approuver, signature, chiffrement, messagerie avec S/MIME ; attribués à des groupes");

    public static readonly Text HistoryComplete = new(
        "every encryption certificate of each person, expired ones included, is on each of that person’s devices and on no other",
        "chaque certificat de chiffrement d’une personne, même expiré, est sur chacun de ses appareils et sur aucun autre");

    public static readonly Text AliceSigned = new(
        "alice’s signed mail is valid on bob’s devices, which learned her encryption certificate from it",
        "le courriel signé d’alice est valable sur les appareils de bob, qui y ont appris son certificat de chiffrement");

    public static readonly Text BobEncrypted = new(
        "bob signed with his imported certificate on both devices and encrypted to alice; each of her devices opens it",
        "bob a signé avec son certificat importé sur ses deux appareils et chiffré pour alice ; chacun des siens l’ouvre");

    public static readonly Text OldMailOpened = new(
        "old mail under expired certificates opens on each of alice’s devices, and on none of bob’s",
        "le vieux courrier sous certificats expirés s’ouvre sur chaque appareil d’alice, et sur aucun de bob");

    public static readonly Text AliceAnswered = new(
        "alice answered, encrypted; bob’s devices open it", "alice a répondu, chiffré ; les appareils de bob l’ouvrent");
    public static readonly Text Finished = new("everything came out as promised", "tout s’est passé comme promis");
    public static readonly Text SpoolLine = new(
        "no mail server took part: mail travels through a spool folder, and devices are told to sync instead of being pushed",
        "aucun serveur de messagerie n’a pris part : le courrier passe par un dossier, et les appareils sont priés de se synchroniser sans notification push");

    public static Text Started(ServiceReady ready) => new(
        $"server (process {ready.ServerProcessId}) and connector (process {ready.ConnectorProcessId}) work together at {ready.Url}",
        $"le serveur (processus {ready.ServerProcessId}) et le connecteur (processus {ready.ConnectorProcessId}) travaillent ensemble à l’adresse {ready.Url}");

    public static Text Imported(int count) => new(
        $"{count} certificates of the old authority imported, each sealed to the vault before it left this process",
        $"{count} certificats de l’ancienne autorité importés, chacun scellé au coffre avant de quitter ce processus");

    public static Text Enrolled(string spool) => new(
        $"four devices enrolled by the letters that the connector put into {spool}",
        $"quatre appareils inscrits grâce aux lettres que le connecteur a mises dans {spool}");

    public static Text Verified(int devices) => new(
        $"{devices} devices have all they should, seen in their own inventories",
        $"{devices} appareils ont tout ce qu’ils doivent, vu dans leurs propres inventaires");

    public static Text Retired(string device, int revoked) => new(
        $"{device} was retired: it gave everything back and opens nothing; its own certificates are revoked ({revoked}), no imported one is",
        $"{device} a été mis hors service : il a tout rendu et n’ouvre plus rien ; ses propres certificats sont révoqués ({revoked}), aucun importé ne l’est");

    public static Text Protection(bool signed, bool encrypted) => (signed, encrypted) switch
    {
        (true, true) => new("signed, encrypted", "signé, chiffré"),
        (true, false) => new("signed", "signé"),
        _ => new("encrypted", "chiffré"),
    };

    public static Text RetirementLine(ReportedRetirement retirement) => new(
        $"retired: {retirement.Device}; items removed: {retirement.Removed.Count}; serial numbers revoked: {string.Join(' ', retirement.Revoked)}",
        $"mis hors service : {retirement.Device} ; éléments retirés : {retirement.Removed.Count} ; numéros de série révoqués : {string.Join(' ', retirement.Revoked)}");

    public static Text FolderLine(string folder) => new(
        $"check it yourself, with openssl and without us: {folder}", $"vérifiez vous-même, avec openssl et sans nous : {folder}");

    public static Text Kept(Uri url) => new($"still running at {url}; Ctrl-C ends it", $"toujours en marche à l’adresse {url} ; Ctrl-C l’arrête");
}
