namespace Chancery.Storage;

/// <summary>A connector that joined. It is known by its TLS client certificate alone.</summary>
public sealed class ConnectorRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of its client certificate, lower-case hexadecimal. Unique.</summary>
    public string CertificateHash { get; set; } = "";

    /// <summary>Its machine.</summary>
    public string MachineName { get; set; } = "";

    /// <summary>The version of its software.</summary>
    public string SoftwareVersion { get; set; } = "";

    /// <summary>Whether an administrator has shut it out.</summary>
    public bool Disabled { get; set; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset EnrolledDateTime { get; set; }

    /// <summary>When it was last heard of, to the minute.</summary>
    public DateTimeOffset? LastConnectionDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
