namespace Chancery.Pki;

/// <summary>How a signer names its certificate (RFC 5652 §5.3): by issuer and serial number, or by subjectKeyIdentifier.</summary>
/// <param name="Issuer">The issuer's distinguished name, null where the key identifier names the certificate.</param>
/// <param name="SerialNumber">The serial number, upper-case hexadecimal as .NET prints it; null likewise.</param>
/// <param name="SubjectKeyIdentifier">The key identifier, upper-case hexadecimal; null where issuer and serial number name the certificate.</param>
public sealed record SignerIdentifier(string? Issuer, string? SerialNumber, string? SubjectKeyIdentifier);
