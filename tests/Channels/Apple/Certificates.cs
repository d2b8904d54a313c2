using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Channels.Tests.Apple;

/// <summary>Throw-away certificates.</summary>
internal static class Certificates
{
    private static readonly Lazy<X509Certificate2> LazyDevice = new(() => Make("CN=device", RSA.Create(2048)));
    private static readonly Lazy<X509Certificate2> LazyOther = new(() => Make("CN=other", RSA.Create(2048)));

    /// <summary>A device's identity, with its key.</summary>
    public static X509Certificate2 Device => LazyDevice.Value;

    /// <summary>Another device's.</summary>
    public static X509Certificate2 Other => LazyOther.Value;

    public static RSA KeyOf(X509Certificate2 certificate) => certificate.GetRSAPrivateKey()!;

    private static X509Certificate2 Make(string subject, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
