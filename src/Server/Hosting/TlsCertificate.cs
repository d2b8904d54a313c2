using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Server.Hosting;

/// <summary>The server's own TLS certificate: given by the administrator, or made at first start and pinned by whoever dials.</summary>
internal static class TlsCertificate
{
    private const int ValidityDays = 397;

    /// <summary>Loads the certificate named in the options, or the one of the data folder, which is made where it is absent or about to expire.</summary>
    /// <returns>The certificate with its key, the rest of its chain, and the file that holds them.</returns>
    internal static (X509Certificate2 Certificate, X509Certificate2Collection Chain, string File) Load(ServerOptions options)
    {
        if (options.TlsCertificateFile is { } given)
        {
            return Read(given, options.TlsKeyFile ?? given);
        }

        var file = Path.Combine(options.DataFolder, "tls.pem");
        var keyFile = Path.Combine(options.DataFolder, "tls.key");
        if (!File.Exists(file) || !File.Exists(keyFile) || IsOver(file, options.Time))
        {
            Make(file, keyFile, options);
        }

        return Read(file, keyFile);
    }

    private static (X509Certificate2, X509Certificate2Collection, string) Read(string file, string keyFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        return (X509Certificate2.CreateFromPemFile(file, keyFile), chain, file);
    }

    private static bool IsOver(string file, TimeProvider time)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow().UtcDateTime;
    }

    private static void Make(string file, string keyFile, ServerOptions options)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Chancery", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(Names(options.Url.Host));
        var now = options.Time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(ValidityDays));
        PrivateFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        PrivateFile.Write(file, certificate.ExportCertificatePem() + "\n");
    }

    private static X509Extension Names(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new HashSet<string>(StringComparer.OrdinalIgnoreCase) { host, "localhost" }.Where(name => !IPAddress.TryParse(name, out _)))
        {
            names.AddDnsName(name);
        }

        var addresses = new HashSet<IPAddress> { IPAddress.Loopback, IPAddress.IPv6Loopback };
        if (IPAddress.TryParse(host, out var address))
        {
            addresses.Add(address);
        }

        foreach (var one in addresses)
        {
            names.AddIpAddress(one);
        }

        return names.Build();
    }
}
