using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>Certificates of recipients with any key and any usage, which the linter would not let pass.</summary>
internal static class TestRecipients
{
    private static int _serial = 1000;

    /// <summary>A certificate for a key, signed by nobody of note; with a key identifier, and with a key usage where one is given.</summary>
    public static X509Certificate2 Certify(AsymmetricAlgorithm key, X509KeyUsageFlags? usage, string subject = "CN=Recipient,O=Example")
    {
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(new X500DistinguishedName(subject), new PublicKey(key), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (usage is { } flags)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
        }

        var signer = X509SignatureGenerator.CreateForECDsa(Given.EcKey);
        var serial = BitConverter.GetBytes(Interlocked.Increment(ref _serial));
        return request.Create(new X500DistinguishedName("CN=Recipients,O=Example"), signer, Given.Start, Given.Start.AddYears(1), serial);
    }
}
