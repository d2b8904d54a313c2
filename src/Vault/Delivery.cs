using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Vault;

/// <summary>Has a public key certified. It never sees the private half.</summary>
/// <param name="subjectPublicKeyInfo">The public key, DER.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<Result<X509Certificate2>> Certify(byte[] subjectPublicKeyInfo, CancellationToken cancellationToken);

/// <summary>What fills one identity slot of a profile.</summary>
/// <param name="Slot">The slot.</param>
public abstract record DeliverySlot(string Slot);

/// <summary>A key that was sealed to the vault.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Key">The sealed key.</param>
/// <param name="Certificate">Its certificate.</param>
public sealed record SealedKeySlot(string Slot, SealedKey Key, X509Certificate2 Certificate) : DeliverySlot(Slot);

/// <summary>A key to be made now. It exists in the sealed profile alone: the vault keeps nothing of it.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Algorithm">Its kind.</param>
/// <param name="CertifyAsync">Has it certified.</param>
public sealed record NewKeySlot(string Slot, KeyAlgorithm Algorithm, Certify CertifyAsync) : DeliverySlot(Slot);

/// <summary>A profile sealed to a device.</summary>
/// <param name="Profile">The profile with EncryptedPayloadContent.</param>
/// <param name="Identities">What it carries.</param>
public sealed record DeliveredProfile(byte[] Profile, ImmutableArray<DeliveredIdentity> Identities);

/// <summary>One identity of a sealed profile.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Certificate">Its certificate.</param>
/// <param name="MadeNow">Whether its key was made for this profile.</param>
public sealed record DeliveredIdentity(string Slot, X509Certificate2 Certificate, bool MadeNow);

/// <summary>The identities of a profile in the making, in clear; gone when disposed of.</summary>
internal sealed class DeliveryInMaking : IDisposable
{
    private readonly Dictionary<string, Pkcs12Content> _contents = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, Pkcs12Content> Contents => _contents;

    internal void Add(string slot, Pkcs12Content content) => _contents[slot] = content;

    public void Dispose()
    {
        foreach (var content in _contents.Values)
        {
            // The password is a string of the runtime's and stays until collected; without the PKCS#12 it opens nothing.
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(content.Pkcs12);
        }
    }
}
