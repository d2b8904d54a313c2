using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Vault;

/// <summary>The vault's own keys, unlocked: the transport key that imports are sealed to, and the key-encryption key.</summary>
internal sealed class VaultKeys : IDisposable
{
    internal const int KekLength = 32;

    private readonly byte[] _kek;

    internal VaultKeys(RSA transport, X509Certificate2 certificate, byte[] kek)
    {
        (Transport, Certificate, _kek) = (transport, certificate, kek);

        // A name for the key that tells nothing about it.
        KekId = Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, kek, 8, "chancery vault kek id"u8.ToArray()));
    }

    internal RSA Transport { get; }

    internal X509Certificate2 Certificate { get; }

    internal ReadOnlySpan<byte> Kek => _kek;

    internal string KekId { get; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_kek);
        Transport.Dispose();
        Certificate.Dispose();
    }
}
