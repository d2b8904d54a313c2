namespace Chancery.Client;

/// <summary>The codes of failures that the client finds itself, before or without an answer of the server.</summary>
public static class ClientErrorCodes
{
    /// <summary>No connection, or it broke.</summary>
    public const string ServerUnreachable = "serverUnreachable";

    /// <summary>The server showed another TLS certificate than the one pinned, or one the system does not trust.</summary>
    public const string ServerCertificateMismatch = "serverCertificateMismatch";

    /// <summary>The pin is neither a SHA-256 fingerprint nor a readable certificate file.</summary>
    public const string ServerCertificateUnreadable = "serverCertificateUnreadable";

    /// <summary>The administrator's token cannot be read from its file.</summary>
    public const string TokenUnreadable = "tokenUnreadable";

    /// <summary>The vault's certificate is not the one pinned.</summary>
    public const string VaultCertificateMismatch = "vaultCertificateMismatch";

    /// <summary>The answer is not what this API answers: another server, or a proxy in between.</summary>
    public const string UnexpectedAnswer = "unexpectedAnswer";

    /// <summary>A name stands for several objects; the identifier is needed.</summary>
    public const string NameAmbiguous = "nameAmbiguous";
}
