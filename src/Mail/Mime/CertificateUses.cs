using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail.Mime;

/// <summary>What a certificate lets mail be used for (RFC 8550 §4.4); what it does not say, it lets.</summary>
internal static class CertificateUses
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string AnyExtendedKeyUsage = "2.5.29.37.0";

    public static bool CanSign(X509Certificate2 certificate) => Allows(certificate, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);

    public static bool CanEncrypt(X509Certificate2 certificate) => Allows(certificate, X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement);

    private static bool Allows(X509Certificate2 certificate, X509KeyUsageFlags any)
    {
        try
        {
            return certificate.Extensions.All(extension => extension switch
            {
                X509KeyUsageExtension usage => (usage.KeyUsages & any) != 0,
                X509EnhancedKeyUsageExtension extended => extended.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is EmailProtection or AnyExtendedKeyUsage),
                _ => true,
            });
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
