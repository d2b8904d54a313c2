using System.Collections.Immutable;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>What the directories of this room have in common: they fetch, and what they fetched is checked by <see cref="RecipientRules"/>.</summary>
public abstract class CheckedDirectory : IRecipientDirectory
{
    private protected CheckedDirectory(RecipientRules rules) => Rules = rules;

    /// <summary>The directory for people, e.g. <c>ldaps://ldap.example.org</c>. Never a password.</summary>
    public abstract string Source { get; }

    /// <summary>What certificates must be.</summary>
    public RecipientRules Rules { get; }

    /// <inheritdoc/>
    public async Task<RecipientAnswer> FindAsync(string address, CancellationToken cancellation = default)
    {
        if (MailAddress.TryParse(address) is not { } parsed)
        {
            return Failed(address ?? "", new PkiError(PkiErrorCode.RecipientAddressInvalid, "Not a mail address."));
        }

        var fetched = await FetchAsync(parsed, cancellation);
        if (!fetched.IsOk)
        {
            return Failed(address, fetched.Error);
        }

        var answer = await new RecipientCheck(Rules, parsed, Source).AnswerAsync(address, fetched.Value.Candidates, cancellation);
        return answer with { Associations = fetched.Value.Associations };
    }

    /// <summary>Fetches what the directory has for an address, unjudged. Whatever the other side sends, this yields a value.</summary>
    private protected abstract Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation);

    private RecipientAnswer Failed(string address, PkiError error) => new(address) { Failures = [new DirectoryFailure(Source, error)] };
}

/// <summary>What a directory handed out.</summary>
internal sealed record Fetched(IReadOnlyList<Candidate> Candidates)
{
    public ImmutableArray<SmimeaAssociation> Associations { get; init; } = [];
}
