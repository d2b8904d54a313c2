namespace Chancery.Storage;

/// <summary>
/// A profile sealed to one device key: made once for each device key, item and revision, kept, and offered again as it is
/// (design.md, "What must never break", 8). A table of its own, so that reading deployments does not read their bytes.
/// </summary>
public sealed class SealedProfileRow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The device.</summary>
    public Guid DeviceId { get; set; }

    /// <summary>SHA-256 of the device key it is sealed to (<see cref="DeviceRow.IdentityKeyHash"/>).</summary>
    public string DeviceKeyHash { get; set; } = "";

    /// <summary>The item.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The revision.</summary>
    public string Revision { get; set; } = "";

    /// <summary>The bytes, ready to be offered.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>When the connector sealed it.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>What it carries.</summary>
    public List<SealedIdentityRow> Identities { get; set; } = [];
}

/// <summary>An identity that a sealed profile carries.</summary>
public sealed class SealedIdentityRow
{
    /// <summary>The sealed profile.</summary>
    public Guid SealedProfileId { get; set; }

    /// <summary>The slot it fills, e.g. <c>signing</c>. Unique within the profile.</summary>
    public string Slot { get; set; } = "";

    /// <summary>The certificate's thumbprint (SHA-1), lower-case hexadecimal.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>Whether it was issued for this profile (false: imported).</summary>
    public bool Issued { get; set; }
}
