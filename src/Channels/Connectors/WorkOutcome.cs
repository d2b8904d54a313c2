using System.Text.Json.Serialization;
using Chancery.Domain;

namespace Chancery.Channels.Connectors;

/// <summary>What came of a piece of work.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WorkRefused), "refused")]
[JsonDerivedType(typeof(EnrollmentCreated), "enrollmentCreated")]
[JsonDerivedType(typeof(ScepAnswered), "scepAnswered")]
[JsonDerivedType(typeof(PfxImported), "pfxImported")]
[JsonDerivedType(typeof(ProfileSealed), "profileSealed")]
[JsonDerivedType(typeof(CertificateRevoked), "certificateRevoked")]
[JsonDerivedType(typeof(BindingEnded), "bindingEnded")]
public abstract record WorkOutcome;

/// <summary>The connector will not, or cannot.</summary>
/// <param name="Error">Why, with a code of the catalogue.</param>
/// <param name="Retryable">Whether the same work may succeed later (an authority away, a mail server down).</param>
public sealed record WorkRefused(Error Error, bool Retryable) : WorkOutcome;

/// <summary>The enrolment was mailed, or is to be served by link.</summary>
/// <param name="Profile">The signed enrolment profile for <see cref="EnrollmentDelivery.Link"/>; null in strict enrolment.</param>
public sealed record EnrollmentCreated(byte[]? Profile) : WorkOutcome;

/// <summary>A SCEP reply, to be passed on as it is: success, pending or failure is inside.</summary>
/// <param name="Message">The CertRep, DER.</param>
/// <param name="EnrollmentId">The enrolment whose challenge was shown; null where the request was refused.</param>
/// <param name="Certificate">The identity certificate issued, DER; null where the request was refused.</param>
public sealed record ScepAnswered(byte[] Message, Guid? EnrollmentId, byte[]? Certificate) : WorkOutcome;

/// <summary>An imported PFX was checked and sealed.</summary>
/// <param name="Identities">One for each key found that has a certificate.</param>
public sealed record PfxImported(IReadOnlyList<ImportedKey> Identities) : WorkOutcome;

/// <summary>One imported key.</summary>
/// <param name="Certificate">Its certificate, DER.</param>
/// <param name="Chain">The other certificates of the PFX, DER.</param>
/// <param name="SealedKey">The key sealed to the vault, an opaque record to everybody else.</param>
/// <param name="Addresses">The owner's addresses the seal is bound to.</param>
/// <param name="Warnings">Codes of the catalogue, e.g. <c>certificateExpired</c>, <c>certificateDualUse</c>.</param>
public sealed record ImportedKey(
    byte[] Certificate, IReadOnlyList<byte[]> Chain, byte[] SealedKey, IReadOnlyList<string> Addresses, IReadOnlyList<string> Warnings);

/// <summary>A profile sealed to one device.</summary>
/// <param name="Profile">The profile with EncryptedPayloadContent, ready to be offered as it is.</param>
/// <param name="Identities">What it carries.</param>
public sealed record ProfileSealed(byte[] Profile, IReadOnlyList<SealedIdentity> Identities) : WorkOutcome;

/// <summary>An identity that a sealed profile carries.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Certificate">Its certificate, DER.</param>
/// <param name="Issued">Whether it was issued for this profile (false: imported).</param>
public sealed record SealedIdentity(string Slot, byte[] Certificate, bool Issued);

/// <summary>A certificate was revoked (or was already).</summary>
/// <param name="SerialNumber">Its serial number.</param>
/// <param name="RevokedDateTime">When.</param>
public sealed record CertificateRevoked(string SerialNumber, DateTimeOffset RevokedDateTime) : WorkOutcome;

/// <summary>A binding was ended (or was already).</summary>
/// <param name="Revoked">The certificates revoked with it.</param>
public sealed record BindingEnded(IReadOnlyList<CertificateRevoked> Revoked) : WorkOutcome;
