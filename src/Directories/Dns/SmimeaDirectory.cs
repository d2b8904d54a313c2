using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>The resolver that is asked, and whether its word is taken.</summary>
public sealed record SmimeaOptions
{
    /// <summary>The validating resolver; null for the machine's own first one.</summary>
    public IPEndPoint? Resolver { get; init; }

    /// <summary>Whether the way to a resolver elsewhere is as good as this machine (a VPN, the same rack): the AD bit of its answers is then believed. That of
    /// a resolver on a loopback address always is.</summary>
    public bool ResolverIsTrusted { get; init; }

    /// <summary>How long a look-up may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// The DNS: SMIMEA records (RFC 8162), in which a domain says for each of its addresses which certificate it has. The rule of the AD bit: records are
/// used only if the resolver says that DNSSEC proves them (AD set) and nobody can have set that bit on the way: the resolver is on a loopback address of
/// this machine, or <see cref="SmimeaOptions.ResolverIsTrusted"/>. All others are refused with <c>directoryNotAuthenticated</c>, never used as a hint
/// (RFC 6698 §4.1).
/// </summary>
/// <remarks>A record that holds a person's whole certificate yields it; with DANE-EE (3) the domain's word replaces a path, with PKIX-EE (1) it does not.
/// Authorities' certificates and hashes are in <see cref="RecipientAnswer.Associations"/>: a <see cref="CompositeDirectory"/> holds what other
/// directories find against the hashes.</remarks>
/// <param name="options">The resolver.</param>
/// <param name="rules">What certificates must be.</param>
public sealed class SmimeaDirectory(SmimeaOptions? options = null, RecipientRules? rules = null) : CheckedDirectory(rules ?? RecipientRules.Default)
{
    private readonly SmimeaOptions _options = options ?? new SmimeaOptions();

    /// <inheritdoc/>
    public override string Source => _options.Resolver is { } resolver ? $"smimea://{resolver}" : "smimea:";

    /// <summary>Where an address's records are (RFC 8162 §3): SHA-256 of the local part in UTF-8, 28 bytes of it, below <c>_smimecert</c>.</summary>
    internal static string OwnerName(string localPart, string domain) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(localPart)).AsSpan(0, 28)) + "._smimecert." + domain;

    private protected override async Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_options.Timeout);
        try
        {
            return await AskAsync(address, limited.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && ErrorOf(exception) is not null)
        {
            return ErrorOf(exception)!;
        }
    }

    private async Task<PkiResult<Fetched>> AskAsync(MailAddress address, CancellationToken cancellation)
    {
        if ((_options.Resolver ?? DnsClient.OfMachine()) is not { } resolver)
        {
            return new PkiError(PkiErrorCode.DirectoryUnreachable, "This machine has no resolver.");
        }

        // RFC 8162 §4 hashes the local part as it is written; people write it in any case, and domains publish it in lower case.
        var client = new DnsClient(resolver);
        foreach (var local in new[] { address.LocalPart, address.LocalPart.ToLowerInvariant() }.Distinct(StringComparer.Ordinal))
        {
            var reply = await client.AskAsync(OwnerName(local, address.Domain), DnsMessage.Smimea, cancellation);
            var read = Read(reply, resolver);
            if (!read.IsOk || !read.Value.Associations.IsEmpty)
            {
                return read;
            }
        }

        return new Fetched([]);
    }

    /// <summary>What of a reply may be used: the rule of the AD bit.</summary>
    internal PkiResult<Fetched> Read(DnsReply reply, IPEndPoint resolver)
    {
        if (reply.ResponseCode is not (0 or 3))
        {
            // 2, SERVFAIL, is also how a validating resolver says that signatures do not hold (RFC 4035 §5.5).
            return new PkiError(PkiErrorCode.DirectoryRefused, reply.ResponseCode == 2 ? "SERVFAIL: no answer, or its signatures do not hold." : $"DNS response code {reply.ResponseCode}.");
        }

        if (reply.Records.Count == 0)
        {
            return new Fetched([]);
        }

        if (!IPAddress.IsLoopback(resolver.Address) && !_options.ResolverIsTrusted)
        {
            return new PkiError(PkiErrorCode.DirectoryNotAuthenticated, $"The resolver {resolver.Address} is not on this machine, and not said to be trusted.");
        }

        return reply.IsAuthentic
            ? Use([.. reply.Records.Select(Association).OfType<SmimeaAssociation>()])
            : new PkiError(PkiErrorCode.DirectoryNotAuthenticated, "The records are not signed, or the resolver does not validate: the AD bit is not set.");
    }

    // RFC 6698 §2.1: usage, selector, matching type, data. What is unknown is unusable (RFC 7671 §4.1), not wrong.
    private static SmimeaAssociation? Association(DnsRecord record) => record.Data.Span switch
    {
        [<= 3 and var usage, <= 1 and var selector, <= 2 and var matching, _, ..] =>
            new SmimeaAssociation((SmimeaUsage)usage, selector, matching, [.. record.Data.Span[3..]]),
        _ => null,
    };

    private static Fetched Use(ImmutableArray<SmimeaAssociation> associations) =>
        new([.. associations
            .Where(association => association is { Usage: SmimeaUsage.CertificateConstraint or SmimeaUsage.DomainIssued, Selector: 0, MatchingType: 0 })
            .Select(association => new Candidate(association.Data.AsMemory(), Vouched: association.Usage == SmimeaUsage.DomainIssued))])
        {
            Associations = associations,
        };

    private static PkiError? ErrorOf(Exception exception) => exception switch
    {
        OperationCanceledException => new PkiError(PkiErrorCode.DirectoryUnreachable, "No answer in time."),
        DnsMalformedException => new PkiError(PkiErrorCode.DirectoryAnswerMalformed, exception.Message),
        SocketException or IOException or NetworkInformationException => new PkiError(PkiErrorCode.DirectoryUnreachable, exception.Message),
        _ => null,
    };
}
