using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;

namespace Chancery.Connector.Authorities;

/// <summary>A certificate a person's device is to have.</summary>
/// <param name="PublicKey">The SubjectPublicKeyInfo, DER: all an authority ever sees of the key.</param>
/// <param name="Subject">The subject, CertStrToName's syntax.</param>
/// <param name="EmailAddresses">The rfc822Names.</param>
/// <param name="Usage">What for.</param>
/// <param name="Validity">How long.</param>
/// <param name="Purpose">For what it is issued.</param>
internal sealed record CertificateOrder(
    byte[] PublicKey, string Subject, IReadOnlyList<string> EmailAddresses, CertificateUsage Usage, TimeSpan Validity, IssuancePurpose Purpose);

/// <summary>What a certificate is issued for: recorded with it, so that the end of one is the end of the other.</summary>
/// <param name="EnrollmentId">The enrolment.</param>
/// <param name="ProfileId">The PKCS certificate profile, if one.</param>
/// <param name="ItemId">The item, if one.</param>
/// <param name="Revision">The item's revision.</param>
internal sealed record IssuancePurpose(Guid EnrollmentId, Guid? ProfileId = null, string? ItemId = null, string? Revision = null);

/// <summary>A revocation as it stands.</summary>
/// <param name="SerialNumber">Hexadecimal.</param>
/// <param name="RevokedDateTime">When it was first revoked.</param>
internal sealed record Revocation(string SerialNumber, DateTimeOffset RevokedDateTime);

/// <summary>Where mail certificates come from. The built-in authority is one; others (AD CS, EST, CMP, ACME) are adapters beside it.</summary>
internal interface ICertificateAuthority
{
    /// <summary>Has a certificate issued.</summary>
    Task<Result<X509Certificate2>> IssueAsync(CertificateOrder order, CancellationToken cancellationToken);

    /// <summary>Has one issued in the place of another, which keeps its validity.</summary>
    Task<Result<X509Certificate2>> RenewAsync(CertificateOrder order, string replacedSerialNumber, CancellationToken cancellationToken);

    /// <summary>Revokes one; <c>certificateNotOurs</c> where it did not come from here. Revoking twice answers the first time's date.</summary>
    Task<Result<Revocation>> RevokeAsync(string serialNumber, X509RevocationReason reason, CancellationToken cancellationToken);
}

/// <summary>An authority that knows its own certificates.</summary>
internal interface IHasAuthorityCertificates
{
    /// <summary>The roots.</summary>
    IReadOnlyList<X509Certificate2> Roots { get; }

    /// <summary>The issuing authorities.</summary>
    IReadOnlyList<X509Certificate2> Issuing { get; }
}

/// <summary>An authority whose revocation lists the connector publishes.</summary>
internal interface IHasRevocationLists
{
    /// <summary>The current lists, made anew where a certificate was revoked since or a day has passed.</summary>
    Task<IReadOnlyList<PublishedCrl>> CurrentListsAsync(CancellationToken cancellationToken);
}
