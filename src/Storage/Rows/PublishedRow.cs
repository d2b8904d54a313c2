namespace Chancery.Storage;

/// <summary>Something a connector made public: an authority's certificate, a revocation list, the vault's certificate.</summary>
public sealed class PublishedRow
{
    /// <summary>The name it is served under, e.g. <c>issuing.crl</c>, <c>root.cer</c>, <c>vault.cer</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its media type.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal: the ETag.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The connector it came from.</summary>
    public Guid? ConnectorId { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }
}
