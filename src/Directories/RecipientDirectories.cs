using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>What holds for directories named by a text.</summary>
public sealed record DirectoryTextOptions
{
    /// <summary>What certificates must be.</summary>
    public RecipientRules Rules { get; init; } = RecipientRules.Default;

    /// <summary>The authorities that may vouch for LDAP and HTTP servers; empty: those of the system.</summary>
    public ImmutableArray<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>Whether servers elsewhere may be asked without TLS. Servers on this machine always may.</summary>
    public bool AllowUnprotected { get; init; }

    /// <summary>The file with the password for an LDAP URL that has a bindname.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>How long a look-up in one directory may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Directories from texts, as people write them on a command line or in a settings file.</summary>
public static class RecipientDirectories
{
    /// <summary>Reads where to look, in order; several become a <see cref="CompositeDirectory"/>.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><c>ldaps://host[:port][/base]</c>, <c>ldap://…</c> (with StartTLS), <c>…????bindname=cn=reader%2Cdc=example</c> to bind (RFC 4516);</item>
    /// <item><c>https://host[:port][/path]</c>: an HTTP certificate store (RFC 4387);</item>
    /// <item><c>smimea:</c>, the DNS through this machine's resolver; <c>smimea://address[:port]</c> another, <c>smimea://address?trusted</c> one elsewhere
    /// whose word is taken;</item>
    /// <item>all else is the path of a folder of certificates.</item>
    /// </list>
    /// </remarks>
    /// <param name="places">At least one.</param>
    /// <param name="options">What holds for all of them.</param>
    /// <returns>The directory; <c>directoryUrlInvalid</c>.</returns>
    public static PkiResult<IRecipientDirectory> Parse(IEnumerable<string> places, DirectoryTextOptions? options = null)
    {
        var directories = new List<IRecipientDirectory>();
        foreach (var place in places)
        {
            var read = Parse(place, options ?? new DirectoryTextOptions());
            if (!read.IsOk)
            {
                return read;
            }

            directories.Add(read.Value);
        }

        return directories.Count switch
        {
            0 => Invalid("No directory is named."),
            1 => PkiResult<IRecipientDirectory>.Ok(directories[0]),
            _ => new CompositeDirectory(directories),
        };
    }

    private static PkiResult<IRecipientDirectory> Parse(string place, DirectoryTextOptions options)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        // A single letter before the colon is a drive.
        var scheme = colon > 1 ? place[..colon].ToLowerInvariant() : "";
        if (scheme is not ("ldap" or "ldaps" or "http" or "https" or "smimea"))
        {
            return scheme.Length > 0 && place.AsSpan(colon).StartsWith("://") ? Invalid($"The scheme {scheme} is unknown.")
                : Directory.Exists(place) ? new FolderDirectory(place, options.Rules)
                : Invalid($"There is no folder {place}.");
        }

        if (scheme == "smimea" && place.Length == "smimea:".Length)
        {
            return new SmimeaDirectory(new SmimeaOptions { Timeout = options.Timeout }, options.Rules);
        }

        return !Uri.TryCreate(place, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.UserInfo.Length > 0 || url.Fragment.Length > 0
            ? Invalid($"{place} is no URL of a directory.")
            : scheme switch
            {
                "smimea" => Smimea(url, options),
                "http" or "https" => Http(url, options),
                _ => Ldap(url, options),
            };
    }

    private static PkiResult<IRecipientDirectory> Http(Uri url, DirectoryTextOptions options) =>
        url.Scheme == Uri.UriSchemeHttps || MayBeUnprotected(url, options)
            ? new HttpDirectory(
                new HttpDirectoryOptions
                {
                    Url = url,
                    AllowPlainHttp = true,
                    Authorities = options.Authorities,
                    Fetching = FetchRules.Default with { Timeout = options.Timeout },
                },
                options.Rules)
            : Invalid("A store elsewhere is asked over https.");

    private static PkiResult<IRecipientDirectory> Ldap(Uri url, DirectoryTextOptions options)
    {
        // RFC 4516 §2: ldap://host/base?attributes?scope?filter?extensions
        var parts = url.Query.Length > 0 ? url.Query[1..].Split('?') : [];
        var extension = parts.Length == 4 ? Uri.UnescapeDataString(parts[3].TrimStart('!')) : "";
        if (parts.Length > 4 || parts.Take(3).Any(part => part.Length > 0) || (extension.Length > 0 && !extension.StartsWith("bindname=", StringComparison.OrdinalIgnoreCase)))
        {
            return Invalid("Of an LDAP URL, the host, the base and a bindname are used: attributes, scope and filter are this program’s own.");
        }

        var bindName = extension.Length > 0 ? extension["bindname=".Length..] : "";
        if (bindName.Length > 0 && options.PasswordFile is null)
        {
            return Invalid("A bindname needs a password file.");
        }

        return new LdapDirectory(
            new LdapOptions
            {
                Host = url.IdnHost,
                Port = url.IsDefaultPort || url.Port < 0 ? 0 : url.Port,
                Security = url.Scheme.Equals("ldaps", StringComparison.OrdinalIgnoreCase) ? LdapSecurity.Tls
                    : MayBeUnprotected(url, options) && bindName.Length == 0 ? LdapSecurity.None : LdapSecurity.StartTls,
                BaseName = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
                BindName = bindName,
                PasswordFile = options.PasswordFile,
                Authorities = options.Authorities,
                Timeout = options.Timeout,
            },
            options.Rules);
    }

    private static PkiResult<IRecipientDirectory> Smimea(Uri url, DirectoryTextOptions options) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && url.Query is "" or "?trusted" && url.AbsolutePath is "" or "/"
            ? new SmimeaDirectory(
                new SmimeaOptions
                {
                    Resolver = new IPEndPoint(address, url.Port > 0 ? url.Port : 53),
                    ResolverIsTrusted = url.Query == "?trusted",
                    Timeout = options.Timeout,
                },
                options.Rules)
            : Invalid("A resolver is named by its address: smimea://127.0.0.1.");

    private static bool MayBeUnprotected(Uri url, DirectoryTextOptions options) =>
        options.AllowUnprotected || url.IdnHost is "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static PkiResult<IRecipientDirectory> Invalid(string detail) => PkiResult<IRecipientDirectory>.Fail(PkiErrorCode.DirectoryUrlInvalid, detail);
}
