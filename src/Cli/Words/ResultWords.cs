using Chancery.Cli.Terminal;

namespace Chancery.Cli.Words;

/// <summary>What commands say when they have done something.</summary>
internal static class ResultWords
{
    public static readonly Text AssignToSomebody = new(
        "say whom to: --all-users, --all-devices, --group, or --nobody alone", "dites à qui : --all-users, --all-devices, --group, ou --nobody seul");

    public static readonly Text TrustSomething = new("say which: --certificate FILE, or --built-in", "dites laquelle : --certificate FICHIER, ou --built-in");

    public static readonly Text ServerTwice = new("name the server once", "n’indiquez le serveur qu’une fois");

    public static Text Unrecognised(string word) => new(
        $"unrecognized command or argument '{word}'", $"commande ou argument non reconnus : '{word}'");

    public static readonly Text SetSomething = new("say what to change", "dites quoi changer");

    public static Text UserSet(string user) => new($"changed {user}", $"{user} modifié");

    public static Text Next(string command) => new($"next: {command}", $"ensuite : {command}");

    public static Text Connected(string server, string file) =>
        new($"connected to {server}; written down in {file}", $"connecté à {server} ; noté dans {file}");

    public static Text VaultPinned(string sha256) => new(
        $"vault pinned: {sha256}; compare it with what chancery serve printed", $"coffre épinglé : {sha256} ; comparez avec ce qu’a affiché chancery serve");

    public static Text UserAdded(string user, string id) => new($"added {user} ({id})", $"{user} ajouté ({id})");

    public static Text GroupCreated(string group, string id) => new($"created the group {group} ({id})", $"groupe {group} créé ({id})");

    public static Text MemberAdded(string user, string group) => new($"{user} is now a member of {group}", $"{user} est maintenant membre de {group}");

    public static Text PfxImported(string thumbprint, string user, string purpose) => new(
        $"imported {thumbprint} for {user} ({purpose})", $"{thumbprint} importé pour {user} ({purpose})");

    public static Text Warning(string english, string french) => new($"warning: {english}", $"avertissement : {french}");

    public static Text ProfileCreated(string name, string id) => new($"created the profile {name} ({id})", $"profil {name} créé ({id})");

    public static Text ProfileAssigned(string name, int targets) => targets == 0
        ? new($"{name} is assigned to nobody any more", $"le profil {name} n’est plus attribué à personne")
        : new($"{name} is assigned", $"le profil {name} est attribué");

    public static Text EnrollmentMailed(string address) => new(
        $"the enrolment profile was mailed to {address}", $"le profil d’inscription a été envoyé à {address}");

    public static Text EnrollmentByLink(string url) => new($"give the owner this link: {url}", $"donnez ce lien au propriétaire : {url}");

    public static Text RetireBegun(string name) => new(
        $"{name} gives back all it was given at its next syncs", $"{name} rend tout ce qu’il a reçu à ses prochaines synchronisations");

    public static Text LockBegun(string name) => new($"{name} is locked at its next sync", $"{name} sera verrouillé à sa prochaine synchronisation");

    public static Text WipeBegun(string name) => new($"{name} is erased at its next sync", $"{name} sera effacé à sa prochaine synchronisation");

    public static readonly Text SimulatedWaiting = new(
        "nothing more to do for now; asking again every half second, Ctrl-C ends it", "plus rien à faire pour l’instant ; nouvelle demande chaque demi-seconde, Ctrl-C l’arrête");

    public static Text SimulatedEnrolled(string name) => new($"{name} is enrolled", $"{name} est inscrit");

    public static Text Simulated(string name, int identities, int profiles, string folder) => new(
        $"{name} has {identities} identities and {profiles} profiles; see {folder}", $"{name} a {identities} identités et {profiles} profils ; voyez {folder}");

    public static Text SimulatedReleased(string name, int identities) => new(
        $"{name} is no longer managed, and has {identities} identities left", $"{name} n’est plus géré, et il lui reste {identities} identités");
}
