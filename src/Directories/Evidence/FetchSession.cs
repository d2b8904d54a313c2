using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>What has been tried for one path, so that nothing is tried without end.</summary>
internal sealed class FetchSession(RevocationFetcherOptions options)
{
    private readonly Dictionary<(MissingEvidenceKind, string), Stage> _stages = [];

    // What was kept may be what an attacker sent last time: if it did not help, the network is asked once.
    private enum Stage
    {
        New,
        KeptDidNotHelp,
        Over,
    }

    public List<FetchAttempt> Attempts { get; } = [];

    /// <summary>What to get next: for each certificate one kind, since one may make the others needless.</summary>
    public IReadOnlyList<(MissingEvidence Missing, bool Anew)> Next(IEnumerable<MissingEvidence> missing)
    {
        var left = options.MaxFetches - Attempts.Count;
        return left <= 0 ? []
            : [.. missing.Where(one => StageOf(one) != Stage.Over)
                .GroupBy(one => one.Certificate.Thumbprint)
                .Select(group => group.MinBy(one => Order(one.Kind))!)
                .Take(left)
                .Select(one => (one, StageOf(one) == Stage.KeptDidNotHelp))];
    }

    public void Done(MissingEvidence missing, IReadOnlyList<FetchAttempt> attempts)
    {
        Attempts.AddRange(attempts);
        var kept = attempts is [.., { Origin: EvidenceOrigin.Kept, Error: null }];
        _stages[Key(missing)] = kept && !options.Offline ? Stage.KeptDidNotHelp : Stage.Over;
    }

    private Stage StageOf(MissingEvidence missing) => _stages.GetValueOrDefault(Key(missing));

    private int Order(MissingEvidenceKind kind) => kind switch
    {
        MissingEvidenceKind.IssuerCertificate => 0,
        MissingEvidenceKind.OcspResponse => options.PreferRevocationLists ? 4 : 1,
        MissingEvidenceKind.RevocationList => 2,
        _ => 3,
    };

    private static (MissingEvidenceKind, string) Key(MissingEvidence missing) => (missing.Kind, missing.Certificate.Thumbprint);
}
