using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>Heads of columns.</summary>
internal static class ColumnWords
{
    public static readonly Text User = new("user", "utilisateur");
    public static readonly Text Mail = new("mail", "courriel");
    public static readonly Text Name = new("name", "nom");
    public static readonly Text Id = new("id", "identifiant");
    public static readonly Text Description = new("description", "description");
    public static readonly Text Kind = new("kind", "type");
    public static readonly Text Version = new("version", "version");
    public static readonly Text Purpose = new("purpose", "usage");
    public static readonly Text Until = new("until", "jusqu’au");
    public static readonly Text Thumbprint = new("thumbprint", "empreinte");
    public static readonly Text Platform = new("platform", "plateforme");
    public static readonly Text State = new("state", "état");
    public static readonly Text LastSync = new("last sync", "dernière synchronisation");
    public static readonly Text Profile = new("profile", "profil");
    public static readonly Text Item = new("item", "élément");
    public static readonly Text Error = new("error", "erreur");
    public static readonly Text Device = new("device", "appareil");
    public static readonly Text Certificates = new("certificates", "certificats");
    public static readonly Text Opens = new("mails opened", "courriels ouverts");
    public static readonly Text OpensNow = new("opens now", "ouvre encore");
    public static readonly Text File = new("mail", "courriel");
    public static readonly Text FromTo = new("from → to", "de → à");
    public static readonly Text Protection = new("protection", "protection");
    public static readonly Text OpenedBy = new("opened by", "ouvert par");
    public static readonly Text RefusedBy = new("refused by", "refusé par");
}
