using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Directories;

/// <summary>How the connection to an LDAP server is protected.</summary>
public enum LdapSecurity
{
    /// <summary>TLS from the first byte (<c>ldaps</c>).</summary>
    Tls,

    /// <summary>TLS after StartTLS (RFC 4511 §4.14); without it nothing is asked.</summary>
    StartTls,

    /// <summary>None: whoever stands between chooses the certificates. No password is sent.</summary>
    None,
}

/// <summary>An LDAP server and how it is asked.</summary>
public sealed record LdapOptions
{
    /// <summary>The server's name, which its TLS certificate must carry.</summary>
    public required string Host { get; init; }

    /// <summary>The port; 0 for the usual one: 636 with <see cref="LdapSecurity.Tls"/>, else 389.</summary>
    public int Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public LdapSecurity Security { get; init; } = LdapSecurity.Tls;

    /// <summary>Where the search starts, e.g. <c>dc=example,dc=org</c>; empty: the naming contexts that the server names itself (RFC 4512 §5.1).</summary>
    public string BaseName { get; init; } = "";

    /// <summary>Who asks; empty: nobody (an anonymous bind).</summary>
    public string BindName { get; init; } = "";

    /// <summary>The file with the password of <see cref="BindName"/>; one final end of line is not part of it. Read at each look-up.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The attributes that hold addresses, each with what stands before the address in its values: <c>proxyAddresses=smtp:</c> is Active
    /// Directory's list of all of a person's addresses.</summary>
    public ImmutableArray<string> AddressAttributes { get; init; } = ["mail", "proxyAddresses=smtp:"];

    /// <summary>The authorities that may vouch for the server; empty: those of the system.</summary>
    public ImmutableArray<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>How long a look-up may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most bytes taken from the server for one look-up.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most entries taken for one address.</summary>
    public int MaxEntries { get; init; } = 16;

    internal int EffectivePort => Port != 0 ? Port : Security == LdapSecurity.Tls ? 636 : 389;

    internal string Source => $"{(Security == LdapSecurity.Tls ? "ldaps" : "ldap")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}{(Port == 0 ? "" : $":{Port}")}";
}
