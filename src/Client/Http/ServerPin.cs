using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Client.Http;

/// <summary>Decides whether the certificate a server shows is the one it should be.</summary>
internal sealed class ServerPin
{
    private readonly byte[]? _sha256;
    private readonly X509Certificate2Collection _certificates;

    private ServerPin(byte[]? sha256, X509Certificate2Collection certificates) => (_sha256, _certificates) = (sha256, certificates);

    /// <summary>Whether the last handshake was refused here, as opposed to failing by itself.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Reads a pin: a fingerprint (colons allowed), a PEM file, or none.</summary>
    public static ApiResult<ServerPin> Read(string? pin)
    {
        if (pin is null)
        {
            return new ServerPin(null, []);
        }

        var hex = pin.Replace(":", "", StringComparison.Ordinal);
        if (hex.Length == 64 && hex.All(char.IsAsciiHexDigit))
        {
            return new ServerPin(Convert.FromHexString(hex), []);
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(pin);
            return certificates.Count > 0 ? new ServerPin(null, certificates) : Unreadable(pin);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return Unreadable(pin);
        }
    }

    /// <summary>The callback of the TLS stack.</summary>
    public bool Accepts(X509Certificate? shown, SslPolicyErrors errors)
    {
        var accepted = shown is X509Certificate2 certificate && Accepts(certificate, errors);
        HasRefused = !accepted;
        return accepted;
    }

    private bool Accepts(X509Certificate2 shown, SslPolicyErrors errors)
    {
        if (_sha256 is not null)
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(shown.RawDataMemory.Span), _sha256);
        }

        return _certificates.Count == 0 ? errors == SslPolicyErrors.None : IsPinned(shown) || ChainsToPinned(shown, errors);
    }

    // The file may hold the server's own certificate: then names and dates do not matter, the key does.
    private bool IsPinned(X509Certificate2 shown) =>
        _certificates.Any(pinned => pinned.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span));

    private bool ChainsToPinned(X509Certificate2 shown, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }

    private static ApiError Unreadable(string pin) =>
        new(ClientErrorCodes.ServerCertificateUnreadable, "The pin is neither a SHA-256 fingerprint nor a PEM file with a certificate.", pin);
}
