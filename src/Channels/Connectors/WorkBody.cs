using System.Text.Json.Serialization;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;

namespace Chancery.Channels.Connectors;

/// <summary>What the server asks of a connector. The connector believes nothing in it about who owns a device.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CreateEnrollmentWork), "createEnrollment")]
[JsonDerivedType(typeof(ScepWork), "scep")]
[JsonDerivedType(typeof(ImportPfxWork), "importPfx")]
[JsonDerivedType(typeof(SealProfileWork), "sealProfile")]
[JsonDerivedType(typeof(RevokeCertificateWork), "revokeCertificate")]
[JsonDerivedType(typeof(EndBindingWork), "endBinding")]
public abstract record WorkBody;

/// <summary>How an enrolment reaches its person.</summary>
public enum EnrollmentDelivery
{
    /// <summary>Strict: the connector mails the profile to the person's address itself; the server never sees it.</summary>
    Mail,

    /// <summary>"Server trusted at enrolment": the profile comes back to the server, which serves it by a link. The connector's own
    /// settings must allow it for the address; the person gets a notice by mail.</summary>
    Link,
}

/// <summary>Make an enrolment profile with a one-time SCEP challenge for the person at an address, and mail it there.</summary>
/// <param name="EnrollmentId">The enrolment; becomes the common name of the device's identity certificate.</param>
/// <param name="Address">The person's mail address: what the device will be bound to.</param>
/// <param name="FormerAddresses">Former addresses the server claims; the connector binds none of them on the server's word.</param>
/// <param name="DisplayName">The person's name, for the letter.</param>
/// <param name="Language">The person's language, <c>en</c> or <c>fr</c>.</param>
/// <param name="Platform">The platform the profile is for.</param>
/// <param name="Delivery">By mail or by link.</param>
public sealed record CreateEnrollmentWork(
    Guid EnrollmentId, string Address, IReadOnlyList<string> FormerAddresses, string DisplayName, string Language, Platform Platform,
    EnrollmentDelivery Delivery) : WorkBody;

/// <summary>A SCEP PKIOperation, relayed as it came.</summary>
/// <param name="Message">The CMS message, DER.</param>
public sealed record ScepWork(byte[] Message) : WorkBody;

/// <summary>Check an imported PFX and seal its keys to the vault.</summary>
/// <param name="Sealed">A <c>SealedImport</c> (Pki) encrypted to the vault's certificate: PFX, password, owner address, purpose.</param>
/// <param name="Address">The mail address of the user it is imported for, as the server knows it.</param>
/// <param name="Purpose">The intended purpose the request names; must equal the one inside the seal.</param>
public sealed record ImportPfxWork(byte[] Sealed, string Address, IntendedPurpose Purpose) : WorkBody;

/// <summary>Build a configuration profile that carries identities, and encrypt it to the device's identity certificate.</summary>
/// <param name="EnrollmentId">The enrolment whose bound key it is for.</param>
/// <param name="DeviceIdentity">The device's identity certificate, DER, as the server believes it; the connector checks the key against its binding.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Revision">The item's revision.</param>
/// <param name="Profile">The profile, with a slot named for each identity.</param>
/// <param name="Identities">What fills each slot.</param>
public sealed record SealProfileWork(
    Guid EnrollmentId, byte[] DeviceIdentity, string ItemId, string Revision, AppleProfileSpec Profile, IReadOnlyList<IdentityRequest> Identities) : WorkBody;

/// <summary>What fills one identity slot of a profile.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "source")]
[JsonDerivedType(typeof(ImportedIdentityRequest), "imported")]
[JsonDerivedType(typeof(IssuedIdentityRequest), "issued")]
public abstract record IdentityRequest
{
    /// <summary>The slot's name, as in <see cref="AppleIdentityPayloadSpec.Slot"/>.</summary>
    public required string Slot { get; init; }
}

/// <summary>An imported key, as the vault sealed it.</summary>
public sealed record ImportedIdentityRequest : IdentityRequest
{
    /// <summary>The record of <see cref="ImportedKey.SealedKey"/>.</summary>
    public required byte[] SealedKey { get; init; }

    /// <summary>The certificate, DER.</summary>
    public required byte[] Certificate { get; init; }
}

/// <summary>A certificate to be issued now, for a key that is made now and exists only sealed to this device.</summary>
public sealed record IssuedIdentityRequest : IdentityRequest
{
    /// <summary>The PKCS certificate profile it comes from.</summary>
    public required Guid ProfileId { get; init; }

    /// <summary>What the certificate is for.</summary>
    public required CertificateUsage Usage { get; init; }

    /// <summary>The kind of key.</summary>
    public required KeyKind KeyKind { get; init; }

    /// <summary>Days of validity, at most 825 (S/MIME BR 6.3.2).</summary>
    public required int ValidityDays { get; init; }

    /// <summary>The subject, variables resolved, e.g. <c>CN=Alice,E=alice@example.test</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The rfc822Names. Each must be an address bound to the device.</summary>
    public required IReadOnlyList<string> EmailAddresses { get; init; }
}

/// <summary>Revoke a certificate this authority issued.</summary>
/// <param name="SerialNumber">Its serial number, hexadecimal as .NET prints it.</param>
/// <param name="Reason">The RFC 5280 reason, e.g. <c>cessationOfOperation</c>, <c>superseded</c>, <c>keyCompromise</c>.</param>
public sealed record RevokeCertificateWork(string SerialNumber, string Reason) : WorkBody;

/// <summary>A device has gone: end its binding for ever and, where policy says so, revoke what was issued for it.</summary>
/// <param name="EnrollmentId">The enrolment.</param>
/// <param name="RevokeCertificates">Whether to revoke the certificates issued for the device's key (imported ones are never touched).</param>
public sealed record EndBindingWork(Guid EnrollmentId, bool RevokeCertificates) : WorkBody;
