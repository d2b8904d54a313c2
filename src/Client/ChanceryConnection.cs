namespace Chancery.Client;

/// <summary>Where the server is, how it is known to be the right one, and where the right to speak to it lies.</summary>
public sealed record ChanceryConnection
{
    /// <summary>The server, e.g. <c>https://chancery.example.test</c>; only its origin counts.</summary>
    public required Uri Server { get; init; }

    /// <summary>The file with the administrator's token: its first line.</summary>
    public required string TokenFile { get; init; }

    /// <summary>The server's TLS certificate to pin: 64 hexadecimal digits of its SHA-256, or the path of a PEM file with the certificate or
    /// its root. Null: checked against the system's roots, as a browser would.</summary>
    public string? ServerCertificate { get; init; }

    /// <summary>SHA-256 (hexadecimal) of the vault's certificate: imports are sealed to that key and no other. Null: whatever the server shows
    /// is believed, which <c>chancery connect</c> does once and writes down.</summary>
    public string? VaultCertificate { get; init; }
}
