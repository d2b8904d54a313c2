using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;

namespace Chancery.Connector.Loop;

/// <summary>The server's TLS certificate, pinned by SHA-256; without a pin, the system's roots decide.</summary>
internal sealed class ServerPin
{
    private readonly byte[]? _sha256;

    private ServerPin(byte[]? sha256, X509Certificate2? certificate) => (_sha256, Certificate) = (sha256, certificate);

    /// <summary>The pinned certificate, where a file gave it.</summary>
    internal X509Certificate2? Certificate { get; }

    /// <param name="setting">64 hexadecimal digits, a path, or null.</param>
    /// <returns>The pin; or <c>serverCertificateUnreadable</c>.</returns>
    internal static Result<ServerPin> Read(string? setting)
    {
        if (setting is null)
        {
            return new ServerPin(null, null);
        }

        var hex = setting.Replace(":", string.Empty, StringComparison.Ordinal);
        if (hex.Length == 64 && hex.All(char.IsAsciiHexDigit))
        {
            return new ServerPin(Convert.FromHexString(hex), null);
        }

        try
        {
            var certificate = X509CertificateLoader.LoadCertificateFromFile(setting);
            return new ServerPin(certificate.GetCertHash(HashAlgorithmName.SHA256), certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Error("serverCertificateUnreadable", setting);
        }
    }

    internal bool Accepts(X509Certificate? shown, SslPolicyErrors errors) =>
        _sha256 is null
            ? errors == SslPolicyErrors.None
            : shown is not null && CryptographicOperations.FixedTimeEquals(shown.GetCertHash(HashAlgorithmName.SHA256), _sha256);
}
