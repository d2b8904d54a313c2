using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What the serving processes say.</summary>
internal static class ServingWords
{
    public static Text Starting(string data) => new(
        $"starting server and connector; data in {data}", $"démarrage du serveur et du connecteur ; données dans {data}");

    public static Text Letters(string folder) => new(
        $"letters are put into {folder}; nothing is sent", $"les lettres sont déposées dans {folder} ; rien n’est envoyé");

    public static Text Ready(Uri url) => new($"ready at {url}", $"prêt à l’adresse {url}");

    public static Text Processes(int server, int connector) => new(
        $"processes: server {server}, connector {connector}", $"processus : serveur {server}, connecteur {connector}");

    public static Text Token(string file) => new($"administrator’s token: {file}", $"jeton d’administrateur : {file}");

    public static Text ServerCertificate(string file) => new($"server’s certificate: {file}", $"certificat du serveur : {file}");

    public static Text Vault(string sha256) => new(
        $"vault’s certificate, SHA-256: {sha256}", $"certificat du coffre, SHA-256 : {sha256}");
}
