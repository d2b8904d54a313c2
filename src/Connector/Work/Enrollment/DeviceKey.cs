using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>What a device's key must be: RSA of 2048 to 4096 bits, because profiles are encrypted to it (Apple knows no other recipient).</summary>
internal static class DeviceKey
{
    internal static Error? Problem(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return rsa.KeySize is >= 2048 and <= 4096 ? null : new Error("scepRequestRefused", "key", $"RSA {rsa.KeySize}");
        }
        catch (CryptographicException)
        {
            return new Error("scepRequestRefused", "key", "not RSA");
        }
    }

    internal static string HashOf(X509Certificate2 certificate) => CertificateReader.PublicKeyHash(certificate);
}
