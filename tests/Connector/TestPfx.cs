using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

/// <summary>A PFX as another authority would have given it out.</summary>
internal sealed record TestPfx(byte[] Bytes, string Password, X509Certificate2 Certificate)
{
    internal const string Secret = "pfx-password-that-must-not-leak";

    internal static TestPfx Make(
        string address, X509KeyUsageFlags usage = X509KeyUsageFlags.KeyEncipherment, int key = 10, int fromDays = -30, int toDays = 300)
    {
        var certificate = Certify(address, usage, key, fromDays, toDays);
        return new TestPfx(Pkcs12.Write(certificate, Keys.Rsa(key), [], Secret, "mail", Pkcs12Encryption.Modern), Secret, certificate);
    }

    internal static X509Certificate2 Certify(string address, X509KeyUsageFlags usage, int key, int fromDays = -30, int toDays = 300)
    {
        var request = new CertificateRequest("CN=Somebody", Keys.Rsa(key), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        var issuer = new X500DistinguishedName("CN=Legacy CA");
        var now = TimeProvider.System.GetUtcNow();
        var signs = X509SignatureGenerator.CreateForRSA(Keys.Rsa(99), RSASignaturePadding.Pkcs1);
        return request.Create(issuer, signs, now.AddDays(fromDays), now.AddDays(toDays), [1, 2, 3, (byte)key]);
    }
}
