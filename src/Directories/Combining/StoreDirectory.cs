using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>Finds the certificates a store keeps for an address; the certificates are checked afterwards.</summary>
/// <param name="address">The address.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>DER.</returns>
public delegate Task<IReadOnlyList<byte[]>> StoredCertificates(MailAddress address, CancellationToken cancellation);

/// <summary>A program's own store as a directory. What the store throws passes through: it is the program's own.</summary>
/// <param name="source">The store for people.</param>
/// <param name="find">How the store is asked.</param>
/// <param name="rules">What certificates must be.</param>
public sealed class StoreDirectory(string source, StoredCertificates find, RecipientRules? rules = null) : CheckedDirectory(rules ?? RecipientRules.Default)
{
    /// <inheritdoc/>
    public override string Source => source;

    private protected override async Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation) =>
        new Fetched([.. (await find(address, cancellation)).Select(certificate => new Candidate(certificate))]);
}
