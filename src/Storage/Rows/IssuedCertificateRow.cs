using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>Whether a certificate is revoked (Graph <c>certificateRevocationStatus</c>).</summary>
public enum RevocationState
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The connector has been asked.</summary>
    Pending,

    /// <summary>The connector could not; the error says why.</summary>
    Failed,

    /// <summary>It is.</summary>
    Revoked,
}

/// <summary>A certificate that the authority issued for a device. Its key exists only sealed to that device.</summary>
public sealed class IssuedCertificateRow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The device.</summary>
    public Guid DeviceId { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>The certificate profile it comes from; the profile may be gone since.</summary>
    public Guid ProfileId { get; set; }

    /// <summary>The item it was issued for.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The item's revision it was issued for.</summary>
    public string Revision { get; set; } = "";

    /// <summary>Signing or encryption.</summary>
    public CertificateUsage Usage { get; set; }

    /// <summary>The certificate, DER.</summary>
    public byte[] Certificate { get; set; } = [];

    /// <summary>SHA-1, lower-case hexadecimal: Intune's thumbprint.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>SHA-256, lower-case hexadecimal. Unique.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public string PublicKeyHash { get; set; } = "";

    /// <summary>The serial number, hexadecimal.</summary>
    public string SerialNumber { get; set; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The issuer.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The certificate's mail addresses, lower case.</summary>
    public List<string> EmailAddresses { get; set; } = [];

    /// <summary>Valid from.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Valid to, inclusive.</summary>
    public DateTimeOffset NotAfter { get; set; }

    /// <summary>From when it is due for renewal.</summary>
    public DateTimeOffset? RenewalDateTime { get; set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedDateTime { get; set; }

    /// <summary>When another took its place on the device, if one did.</summary>
    public DateTimeOffset? SupersededDateTime { get; set; }

    /// <summary>Whether it is revoked.</summary>
    public RevocationState Revocation { get; set; }

    /// <summary>The RFC 5280 reason, once revocation was asked for.</summary>
    public string? RevocationReason { get; set; }

    /// <summary>When <see cref="Revocation"/> last changed.</summary>
    public DateTimeOffset? RevocationChangedDateTime { get; set; }

    /// <summary>Why revocation failed: a code of the catalogue.</summary>
    public string? RevocationErrorCode { get; set; }
}
