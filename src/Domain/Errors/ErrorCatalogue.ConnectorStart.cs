namespace Chancery.Domain;

public static partial class ErrorCatalogue
{
    private static ErrorEntry[] ConnectorStart =>
    [
        new("secretFileMissing", 422, 2,
            new(
                "A file that holds a secret is missing.",
                "The path in the settings is wrong, or the file was moved.",
                "Put the file where the settings say, or correct the path."),
            new(
                "Un fichier contenant un secret est introuvable.",
                "Le chemin indiqué dans la configuration est faux, ou le fichier a été déplacé.",
                "Placez le fichier à l’endroit indiqué, ou corrigez le chemin.")),
        new("secretFileExposed", 422, 3,
            new(
                "A file that holds a secret can be read by others.",
                "Its permissions give rights to the group or to everybody.",
                "Consider what it held to be known, then set its mode to 0600."),
            new(
                "Un fichier contenant un secret est lisible par d’autres.",
                "Ses permissions donnent des droits au groupe ou à tous.",
                "Considérez son contenu comme connu, puis mettez son mode à 0600.")),
        new("secretFileNotOurs", 422, 3,
            new(
                "A file that holds a secret belongs to another account.",
                "It was made by another user, often root.",
                "Give the file to the account the connector runs under."),
            new(
                "Un fichier contenant un secret appartient à un autre compte.",
                "Il a été créé par un autre utilisateur, souvent root.",
                "Donnez le fichier au compte sous lequel tourne le connecteur.")),
        new("secretFileTooLarge", 422, 2,
            new("A file that should hold a secret is too large.", "The path names another kind of file.", "Correct the path in the settings."),
            new(
                "Un fichier censé contenir un secret est trop grand.",
                "Le chemin désigne un autre type de fichier.",
                "Corrigez le chemin dans la configuration.")),
        new("vaultPassphraseEmpty", 422, 2,
            new("The vault’s passphrase file is empty.", "The file was made but not filled.", "Write the passphrase on its first line."),
            new(
                "Le fichier de la phrase secrète du coffre est vide.",
                "Le fichier a été créé mais pas rempli.",
                "Écrivez la phrase secrète sur sa première ligne.")),
        new("vaultPassphraseMissing", 422, 2,
            new(
                "The vault’s key file is under a passphrase, and none was given.",
                "The passphrase file or the systemd credential is no longer configured.",
                "Name the passphrase file in the settings, or load the credential chancery-vault-passphrase."),
            new(
                "Le fichier de clés du coffre est protégé par une phrase secrète, et aucune n’a été fournie.",
                "Le fichier de la phrase secrète ou l’identifiant systemd n’est plus configuré.",
                "Indiquez le fichier de la phrase secrète dans la configuration, ou chargez l’identifiant chancery-vault-passphrase.")),
        new("vaultPassphraseWrong", 422, 3,
            new(
                "The passphrase does not open the vault’s key file.",
                "It is another passphrase, or the file is damaged.",
                "Give the right passphrase, or restore the key file from a backup."),
            new(
                "La phrase secrète n’ouvre pas le fichier de clés du coffre.",
                "C’est une autre phrase secrète, ou le fichier est endommagé.",
                "Fournissez la bonne phrase secrète, ou restaurez le fichier de clés d’une sauvegarde.")),
        new("vaultKeyFileDamaged", 422, 1,
            new("The vault’s key file cannot be read.", "It was edited, cut short, or is not a vault key file.", "Restore it from a backup."),
            new(
                "Le fichier de clés du coffre est illisible.",
                "Il a été modifié, tronqué, ou n’est pas un fichier de clés du coffre.",
                "Restaurez-le d’une sauvegarde.")),
        new("authorityKeyDamaged", 422, 1,
            new(
                "A key of the connector cannot be opened.",
                "The file was changed, or belongs to another vault.",
                "Restore the data folder as a whole from one backup."),
            new(
                "Une clé du connecteur ne peut pas être ouverte.",
                "Le fichier a été modifié, ou appartient à un autre coffre.",
                "Restaurez tout le dossier de données d’une même sauvegarde.")),
        new("connectorStoreNewer", 422, 2,
            new("The connector’s store was written by a later version.", "An older program was started on it.", "Start the later version again."),
            new(
                "La base du connecteur a été écrite par une version ultérieure.",
                "Un programme plus ancien a été lancé dessus.",
                "Relancez la version la plus récente.")),
        new("releaseLogBroken", 422, 3,
            new(
                "The key-release log was changed.",
                "A line was edited, removed or inserted: its hash does not follow from the line before.",
                "Keep the file as evidence, find out who wrote to it, and restore it from a backup."),
            new(
                "Le journal des clés délivrées a été modifié.",
                "Une ligne a été changée, retirée ou ajoutée : son empreinte ne découle pas de la ligne précédente.",
                "Conservez le fichier comme preuve, cherchez qui y a écrit, et restaurez-le d’une sauvegarde.")),
        new("connectorSettingsInvalid", 422, 2,
            new("The connector’s settings are not valid.", "A value is missing or contradicts another.", "Correct the setting named in the target."),
            new(
                "La configuration du connecteur n’est pas valide.",
                "Une valeur manque ou en contredit une autre.",
                "Corrigez le réglage indiqué comme cible.")),
        new("joinCodeMissing", 422, 2,
            new(
                "The connector has not joined the server, and was given no code.",
                "It is its first start, or its data folder is new.",
                "Ask for a join code on the server and start the connector with it."),
            new(
                "Le connecteur n’est pas rattaché au serveur et n’a reçu aucun code.",
                "C’est son premier démarrage, ou son dossier de données est neuf.",
                "Demandez un code de rattachement au serveur et démarrez le connecteur avec ce code.")),
        new("joinRefused", 422, 3,
            new(
                "The server refused the connector’s code.",
                "The code was used already, has expired, or was mistyped.",
                "Ask for a new code on the server."),
            new(
                "Le serveur a refusé le code du connecteur.",
                "Le code a déjà servi, a expiré, ou a été mal saisi.",
                "Demandez un nouveau code au serveur.")),
        new("connectorFailed", 503, 1,
            new(
                "The connector could not do the work.",
                "Something it depends on failed; its own log says what.",
                "Read the connector’s log; the work is tried again by itself."),
            new(
                "Le connecteur n’a pas pu faire le travail.",
                "Un élément dont il dépend a échoué ; son propre journal dit lequel.",
                "Lisez le journal du connecteur ; le travail est retenté automatiquement.")),
        new("workIdReused", 409, 1,
            new(
                "This work identifier stands for other work.",
                "The server’s database was restored, or somebody replays work.",
                "Let the server make new work; look into its database if this repeats."),
            new(
                "Cet identifiant de travail désigne un autre travail.",
                "La base du serveur a été restaurée, ou quelqu’un rejoue des travaux.",
                "Laissez le serveur créer un nouveau travail ; examinez sa base si cela se répète.")),
    ];
}
