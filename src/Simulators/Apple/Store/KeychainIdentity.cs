using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Apple.Store;

/// <summary>A certificate and its private key in a keychain.</summary>
public sealed record KeychainIdentity
{
    /// <summary>SHA-1 of the certificate, lower-case hexadecimal.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>The certificate.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Its private key.</summary>
    public required AsymmetricAlgorithm Key { get; init; }

    /// <summary>The other certificates it came with.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; init; } = [];

    /// <summary>The keychain it is in: the device's, or a user's.</summary>
    public required MdmChannel Channel { get; init; }

    /// <summary>The profile that brought it; null where a person imported it.</summary>
    public string? ProfileIdentifier { get; init; }

    /// <summary>The UUID of the payload that brought it.</summary>
    public Guid? PayloadUuid { get; init; }

    /// <summary>The PKCS#12 it came in, as received; null where the key was made on the device (SCEP).</summary>
    public byte[]? Pkcs12 { get; init; }

    /// <summary>The password of <see cref="Pkcs12"/>.</summary>
    public string? Password { get; init; }

    /// <summary>macOS: whether the key may be exported.</summary>
    public bool KeyIsExtractable { get; init; } = true;

    /// <summary>The thumbprint and where it came from, never the key or its password.</summary>
    public override string ToString() => $"{Thumbprint} of {ProfileIdentifier ?? "a person"}";
}
