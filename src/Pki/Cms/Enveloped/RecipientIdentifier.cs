using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>How CMS names a certificate: by issuer and serial number, or by subject key identifier (RFC 5652 §6.2.1, §5.3).
/// One of the two is there.</summary>
/// <param name="Issuer">The issuer's distinguished name in the usual text form (<c>CN=…, O=…</c>), or null.</param>
/// <param name="SerialNumber">The serial number, upper-case hexadecimal as <see cref="X509Certificate2.SerialNumber"/> has it, or null.</param>
/// <param name="SubjectKeyIdentifier">The subject key identifier, upper-case hexadecimal, or null.</param>
public sealed record RecipientIdentifier(string? Issuer, string? SerialNumber, string? SubjectKeyIdentifier)
{
    internal static RecipientIdentifier Of(CertificateId id) => id.KeyIdentifier.IsEmpty
        ? new(NameOf(id.Issuer), Convert.ToHexString(id.Serial.Span), null)
        : new(null, null, Convert.ToHexString(id.KeyIdentifier.Span));

    private static string NameOf(ReadOnlyMemory<byte> issuer)
    {
        try
        {
            return new X500DistinguishedName(issuer.Span).Name;
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return $"#{Convert.ToHexString(issuer.Span)}";
        }
    }
}
