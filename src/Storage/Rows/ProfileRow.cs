using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>A profile, as Graph's <c>deviceConfiguration</c>. <see cref="Version"/> is also Graph's property of that name.</summary>
public sealed class ProfileRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Which of the four kinds.</summary>
    public ProfileKind Kind { get; set; }

    /// <summary>Graph's type it was written as, e.g. <c>#microsoft.graph.iosPkcsCertificateProfile</c>.</summary>
    public string ODataType { get; set; } = "";

    /// <summary>The name shown.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>The platforms it is for.</summary>
    public List<Platform> Platforms { get; set; } = [];

    /// <summary>The settings of its kind, as JSON of the Domain's record.</summary>
    public string SettingsJson { get; set; } = "{}";

    /// <summary>The Graph JSON as it was sent, so that properties unknown here come back unchanged.</summary>
    public string GraphJson { get; set; } = "{}";

    /// <summary>E-mail profiles: the certificate profile that signs. A column because a change there touches this profile's devices too.</summary>
    public Guid? SigningProfileId { get; set; }

    /// <summary>E-mail profiles: the certificate profile that encrypts.</summary>
    public Guid? EncryptionProfileId { get; set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
