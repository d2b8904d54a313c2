namespace Chancery.Channels.Apple.Profiles;

/// <summary>A profile of certificates to trust: roots as anchors, intermediates to complete chains.</summary>
/// <param name="PayloadIdentifier">Stable for the item.</param>
/// <param name="PayloadUuid">A function of the item's revision.</param>
/// <param name="PayloadDisplayName">What the person sees.</param>
/// <param name="PayloadOrganization">The organisation's name.</param>
/// <param name="UserScope">macOS: <c>PayloadScope</c> User instead of System.</param>
/// <param name="Certificates">The certificates.</param>
public sealed record TrustedProfileSpec(
    string PayloadIdentifier, Guid PayloadUuid, string PayloadDisplayName, string PayloadOrganization, bool UserScope,
    IReadOnlyList<TrustedCertificate> Certificates);

/// <summary>One certificate to trust.</summary>
/// <param name="Der">The certificate, DER.</param>
/// <param name="Root">Whether it is a root (an anchor) rather than an intermediate.</param>
public sealed record TrustedCertificate(byte[] Der, bool Root);
