namespace Chancery.Client;

/// <summary>An imported certificate (Graph <c>userPFXCertificate</c>); the key never comes back.</summary>
public sealed record ClientUserPfxCertificate
{
    /// <summary>Identifier.</summary>
    public string? Id { get; init; }

    /// <summary>SHA-1, lower case.</summary>
    public required string Thumbprint { get; init; }

    /// <summary><c>smimeEncryption</c> or <c>smimeSigning</c>.</summary>
    public required string IntendedPurpose { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserPrincipalName { get; init; }

    /// <summary>Valid from.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>Valid until.</summary>
    public DateTimeOffset? ExpirationDateTime { get; init; }

    /// <summary>What the import warned of: codes of the catalogue.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>A PFX to import: the file, what opens it, and whose it is.</summary>
/// <param name="Pfx">The PKCS#12 file.</param>
/// <param name="Password">Its password.</param>
/// <param name="User">The person.</param>
/// <param name="Purpose"><c>smimeEncryption</c> or <c>smimeSigning</c>.</param>
/// <param name="FormerAddresses">Former addresses of the person, which older certificates may name.</param>
public sealed record PfxImport(byte[] Pfx, string Password, ClientUser User, string Purpose, IReadOnlyList<string> FormerAddresses)
{
    /// <summary>The import without its secrets.</summary>
    public override string ToString() => $"PFX of {User.UserPrincipalName} ({Purpose})";
}

/// <summary>The vault's certificate, as the server passes it on; worth what the pin says.</summary>
public sealed record ClientVault
{
    /// <summary>The certificate, DER.</summary>
    public required byte[] Certificate { get; init; }
}

/// <summary>The state of one certificate on one device (Graph <c>managedAllDeviceCertificateState</c>).</summary>
public sealed record ClientCertificateState
{
    /// <summary>The device's name.</summary>
    public string? ManagedDeviceDisplayName { get; init; }

    /// <summary>Whose it is.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>Its serial number.</summary>
    public string? CertificateSerialNumber { get; init; }

    /// <summary>SHA-1, lower case.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>Whether it is revoked: <c>none</c>, <c>pending</c>, <c>issued</c>, <c>failed</c>, <c>revoked</c>.</summary>
    public string? CertificateRevokeStatus { get; init; }

    /// <summary>Who issued it.</summary>
    public string? CertificateIssuerName { get; init; }
}
