using System.Formats.Asn1;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>
/// An LDAPv3 directory (RFC 4511): the certificates of the entries that have the address, from <c>userCertificate</c> (RFC 4523) and
/// <c>userSMIMECertificate</c> (RFC 2798 §2.8), asked for with and without <c>;binary</c> as servers want it. The server is asked anew each time: keep
/// answers with a <see cref="CachingDirectory"/>.
/// </summary>
/// <param name="options">The server.</param>
/// <param name="rules">What certificates must be.</param>
public sealed class LdapDirectory(LdapOptions options, RecipientRules? rules = null) : CheckedDirectory(rules ?? RecipientRules.Default)
{
    private const string UserCertificate = "userCertificate";
    private const string UserSmimeCertificate = "userSMIMECertificate";
    private const int MaxNamingContexts = 4;

    // RFC 4522 §3 wants ;binary with userCertificate; Active Directory does not know it, and OpenLDAP refuses it with userSMIMECertificate.
    private static readonly string[] Asked =
        [UserCertificate + ";binary", UserCertificate, UserSmimeCertificate, UserSmimeCertificate + ";binary"];

    /// <inheritdoc/>
    public override string Source => options.Source;

    private protected override async Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(options.Timeout);
        try
        {
            await using var connection = await LdapConnection.OpenAsync(options, limited.Token);
            var entries = new List<LdapEntry>();
            foreach (var baseName in await BaseNamesAsync(connection, limited.Token))
            {
                entries.AddRange(await connection.SearchAsync(SearchFor(baseName, address), limited.Token));
            }

            return new Fetched([.. entries.SelectMany(entry => Candidates(entry, address))]);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && ErrorOf(exception) is not null)
        {
            return ErrorOf(exception)!;
        }
    }

    private LdapSearch SearchFor(string baseName, MailAddress address) =>
        new(baseName, WholeSubtree: true, [.. options.AddressAttributes.Select(attribute => Assertion(attribute, address))], Asked)
        {
            SizeLimit = options.MaxEntries,
            TimeLimitSeconds = Math.Max(1, (int)options.Timeout.TotalSeconds),
        };

    private static (string Attribute, string Value) Assertion(string attribute, MailAddress address)
    {
        var equals = attribute.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (attribute, address.ToString()) : (attribute[..equals], attribute[(equals + 1)..] + address);
    }

    private async Task<IEnumerable<string>> BaseNamesAsync(LdapConnection connection, CancellationToken cancellation)
    {
        if (options.BaseName.Length > 0)
        {
            return [options.BaseName];
        }

        // RFC 4512 §5.1; Active Directory says which of its contexts holds the people.
        var root = await connection.SearchAsync(new LdapSearch("", WholeSubtree: false, [], ["defaultNamingContext", "namingContexts"]), cancellation);
        var preferred = root.SelectMany(entry => entry.Of("defaultNamingContext")).Take(1).ToList();
        return (preferred.Count > 0 ? preferred : root.SelectMany(entry => entry.Of("namingContexts")))
            .Take(MaxNamingContexts).Select(Encoding.UTF8.GetString);
    }

    private static IEnumerable<Candidate> Candidates(LdapEntry entry, MailAddress address) =>
        entry.Of(UserSmimeCertificate).SelectMany(value => SmimeCertificateValue.Read(value, address))
            .Concat(entry.Of(UserCertificate).Select(value => new Candidate(value)));

    private static PkiError? ErrorOf(Exception exception) => exception switch
    {
        OperationCanceledException => new PkiError(PkiErrorCode.DirectoryUnreachable, "No answer in time."),
        LdapRefusedException => new PkiError(PkiErrorCode.DirectoryRefused, exception.Message),
        LdapTooLargeException => new PkiError(PkiErrorCode.DirectoryAnswerTooLarge, exception.Message),
        AsnContentException => new PkiError(PkiErrorCode.DirectoryAnswerMalformed, exception.Message),
        AuthenticationException => new PkiError(PkiErrorCode.DirectoryUnreachable, $"TLS: {exception.Message}"),
        SocketException or IOException or UnauthorizedAccessException => new PkiError(PkiErrorCode.DirectoryUnreachable, exception.Message),
        _ => null,
    };
}
