using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>A certificate imported for a person, with its key sealed to the vault: Graph's <c>userPFXCertificate</c>.</summary>
public sealed class UserPfxCertificateRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>What it is for.</summary>
    public IntendedPurpose IntendedPurpose { get; set; }

    /// <summary>The certificate, DER.</summary>
    public byte[] Certificate { get; set; } = [];

    /// <summary>The other certificates of the PFX, DER.</summary>
    public List<byte[]> Chain { get; set; } = [];

    /// <summary>The key sealed to the vault: an opaque record, which only the connector reads.</summary>
    public byte[] SealedKey { get; set; } = [];

    /// <summary>The addresses of the owner that the seal is bound to.</summary>
    public List<string> SealedAddresses { get; set; } = [];

    /// <summary>SHA-1 of the certificate, lower-case hexadecimal: Intune's thumbprint. Unique for a person and a purpose.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public string PublicKeyHash { get; set; } = "";

    /// <summary>The serial number, hexadecimal.</summary>
    public string SerialNumber { get; set; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The issuer.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The certificate's own mail addresses, lower case.</summary>
    public List<string> EmailAddresses { get; set; } = [];

    /// <summary>Valid from.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Valid to, inclusive.</summary>
    public DateTimeOffset NotAfter { get; set; }

    /// <summary>Whether its usage lets it sign.</summary>
    public bool CanSign { get; set; }

    /// <summary>Whether its usage lets it encrypt.</summary>
    public bool CanEncrypt { get; set; }

    /// <summary>The connector's warnings: codes of the catalogue.</summary>
    public List<string> Warnings { get; set; } = [];

    /// <summary>Graph's <c>keyName</c>, as sent.</summary>
    public string? KeyName { get; set; }

    /// <summary>Graph's <c>providerName</c>, as sent.</summary>
    public string? ProviderName { get; set; }

    /// <summary>When it was imported.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
