namespace Chancery.Domain;

/// <summary>A certificate imported for a person, as a fact: the key is elsewhere, sealed.</summary>
/// <param name="Thumbprint">SHA-1 of the certificate, lower hex.</param>
/// <param name="UserId">The person.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="NotBefore">Start of validity.</param>
/// <param name="NotAfter">End of validity.</param>
public sealed record ImportedCertificate(string Thumbprint, Guid UserId, IntendedPurpose Purpose, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>A certificate issued here for an item on a device, as a fact. Never forgotten, whether expired, superseded or revoked.</summary>
/// <param name="SerialNumber">The serial number, hexadecimal as .NET prints it.</param>
/// <param name="Thumbprint">SHA-1 of the certificate, lower hex.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="ProfileId">The PKCS certificate profile it comes from.</param>
/// <param name="ItemId">The item that carries it.</param>
/// <param name="Revision">The item's revision it was issued for.</param>
/// <param name="NotBefore">Start of validity.</param>
/// <param name="NotAfter">End of validity.</param>
/// <param name="IssuedDateTime">When the server learnt of it; orders the certificates of one item.</param>
/// <param name="RevokedDateTime">When it was revoked, if it was.</param>
public sealed record IssuedCertificate(
    string SerialNumber, string Thumbprint, Guid DeviceId, Guid ProfileId, string ItemId, string Revision,
    DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset IssuedDateTime, DateTimeOffset? RevokedDateTime = null);
