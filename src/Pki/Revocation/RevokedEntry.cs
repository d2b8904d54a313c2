using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A revoked certificate, as a CRL lists it (RFC 5280 §5.3).</summary>
/// <param name="SerialNumber">Hexadecimal, as .NET prints it.</param>
/// <param name="RevokedAt">When.</param>
/// <param name="Reason">Why; <see cref="X509RevocationReason.Unspecified"/> where the list does not say.</param>
public sealed record RevokedEntry(string SerialNumber, DateTimeOffset RevokedAt, X509RevocationReason Reason);
