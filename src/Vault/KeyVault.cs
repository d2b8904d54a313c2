using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Vault;

/// <summary>
/// The only code that may see a private key in clear. Keys come in sealed to its transport key and are kept sealed to its
/// key-encryption key; they leave inside a profile encrypted to one device, or not at all. Whose device that may be is the caller's to
/// check; that a sealed key has the owner its record names is the seal's.
/// </summary>
public sealed class KeyVault : IDisposable
{
    // Twenty letters of a 62-letter alphabet would do for 119 bits; 32 give 190.
    private const int PasswordLength = 32;
    private const string PasswordLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly VaultKeys _keys;
    private readonly KeySealer _sealer;

    private KeyVault(VaultKeys keys) => (_keys, _sealer) = (keys, new KeySealer(keys));

    /// <summary>The certificate that imports are sealed to.</summary>
    public X509Certificate2 Certificate => _keys.Certificate;

    /// <summary>Opens the vault, making its keys where there are none.</summary>
    /// <param name="keyFile">The key file.</param>
    /// <param name="passphrase">The passphrase it is under, or shall be; null: plain, readable by its owner alone.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The vault; <c>vaultPassphraseMissing</c>, <c>vaultPassphraseWrong</c>, <c>vaultKeyFileDamaged</c>, or those of
    /// <see cref="SecretFile.Read"/>.</returns>
    public static Result<KeyVault> Open(string keyFile, Passphrase? passphrase, TimeProvider time)
    {
        var keys = VaultKeyFile.OpenOrCreate(keyFile, passphrase, time);
        return keys.IsOk ? new KeyVault(keys.Value) : keys.Error;
    }

    /// <summary>Opens what a client sealed for an import.</summary>
    /// <param name="sealedImport">The seal, DER.</param>
    /// <returns>The import; or the error of the room Pki that its seal or its PFX met.</returns>
    public Result<OpenedImport> OpenImport(ReadOnlyMemory<byte> sealedImport)
    {
        var opened = SealedImport.Open(sealedImport, _keys.Certificate, _keys.Transport);
        if (!opened.IsOk)
        {
            return FromPki.Error(opened.Error, "encryptedPfxBlob");
        }

        var import = opened.Value;
        try
        {
            var identities = Pkcs12.Read(import.Pfx, import.Password, Pkcs12Limits.Import);
            return !identities.IsOk
                ? FromPki.Error(identities.Error, "encryptedPfxBlob")
                : new OpenedImport(import.OwnerAddress, import.FormerAddresses, PurposeOf(import.Purpose), identities.Value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(import.Pfx);
        }
    }

    /// <summary>Seals one key of an import to the vault, bound to the owner and purpose named inside its seal.</summary>
    /// <param name="import">The import.</param>
    /// <param name="index">Which of its keys.</param>
    public SealedKey Seal(OpenedImport import, int index)
    {
        var identity = import.Identity(index);
        var facts = SealedKeyFacts.ForMail([import.Owner, .. import.FormerAddresses], import.Purpose, KeyPairs.PublicKeyHash(identity.Key));
        return Seal(SealedKeyFacts.MailKind, facts, identity.Key);
    }

    /// <summary>Seals a key of the connector itself (an authority's, the binding key), for its own folder.</summary>
    /// <param name="name">What the key is for; it opens under no other name.</param>
    /// <param name="key">The key.</param>
    public byte[] SealServiceKey(string name, AsymmetricAlgorithm key) =>
        Seal(SealedKeyFacts.ServiceKind, SealedKeyFacts.ForService(name, KeyPairs.PublicKeyHash(key)), key).Encode();

    /// <summary>Opens a key of the connector itself.</summary>
    /// <param name="name">What the key is for.</param>
    /// <param name="record">What <see cref="SealServiceKey"/> made.</param>
    /// <returns>The key, the caller's to dispose of; <c>sealedKeyMalformed</c>, <c>sealedKeyForeign</c> or <c>sealedKeyAltered</c>.</returns>
    public Result<AsymmetricAlgorithm> OpenServiceKey(string name, ReadOnlySpan<byte> record)
    {
        var decoded = SealedKey.Decode(record);
        if (!decoded.IsOk)
        {
            return decoded.Error;
        }

        return decoded.Value.KeyId != SealedKeyFacts.ForService(name, decoded.Value.PublicKeyHash).KeyId
            ? new Error("sealedKeyAltered", name)
            : OpenKey(SealedKeyFacts.ServiceKind, decoded.Value);
    }

    /// <summary>Fills a profile with its identities and encrypts it to a device. Nothing in clear outlives the call.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="device">The device's identity certificate, RSA.</param>
    /// <param name="slots">What fills each slot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sealed profile; <c>sealedKeyForeign</c>, <c>sealedKeyAltered</c>, <c>keyCertificateMismatch</c>, <c>profileSpecInvalid</c>, or
    /// what certifying a key met.</returns>
    public async Task<Result<DeliveredProfile>> DeliverAsync(
        AppleProfileSpec profile, X509Certificate2 device, IReadOnlyList<DeliverySlot> slots, CancellationToken cancellationToken)
    {
        using var making = new DeliveryInMaking();
        var identities = ImmutableArray.CreateBuilder<DeliveredIdentity>(slots.Count);
        foreach (var slot in slots)
        {
            var filled = await FillAsync(making, slot, cancellationToken);
            if (!filled.IsOk)
            {
                return filled.Error;
            }

            identities.Add(filled.Value);
        }

        var clear = IdentityProfile.Write(profile, making.Contents);
        if (!clear.IsOk)
        {
            return clear.Error;
        }

        try
        {
            var wrapped = ProfileEncryption.Wrap(clear.Value, device);
            return wrapped.IsOk ? new DeliveredProfile(wrapped.Value, identities.ToImmutable()) : wrapped.Error;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear.Value);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private async Task<Result<DeliveredIdentity>> FillAsync(DeliveryInMaking making, DeliverySlot slot, CancellationToken cancellationToken)
    {
        var madeNow = slot is NewKeySlot;
        var key = slot switch
        {
            SealedKeySlot kept => OpenKey(SealedKeyFacts.MailKind, kept.Key),
            NewKeySlot made => KeyPairs.Generate(made.Algorithm),
            _ => throw new ArgumentOutOfRangeException(nameof(slot)),
        };
        if (!key.IsOk)
        {
            return key.Error with { Target = slot.Slot };
        }

        using var pair = key.Value;
        var certificate = slot switch
        {
            SealedKeySlot kept => kept.Certificate,
            NewKeySlot made => await made.CertifyAsync(KeyPairs.PublicKeyInfo(pair), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(slot)),
        };
        if (!certificate.IsOk)
        {
            return certificate.Error;
        }

        if (!KeyPairs.Matches(certificate.Value, pair))
        {
            return new Error("keyCertificateMismatch", slot.Slot);
        }

        var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        // The certificate goes alone: "Only one certificate may be included" (Apple, com.apple.security.pkcs12).
        var pkcs12 = Pkcs12.Write(certificate.Value, pair, [], password, slot.Slot, Pkcs12Encryption.AppleCompatible);
        making.Add(slot.Slot, new Pkcs12Content(pkcs12, password));
        return new DeliveredIdentity(slot.Slot, certificate.Value, madeNow);
    }

    private SealedKey Seal(string kind, SealedKeyFacts facts, AsymmetricAlgorithm key)
    {
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return _sealer.Seal(kind, facts, pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private Result<AsymmetricAlgorithm> OpenKey(string kind, SealedKey record)
    {
        var pkcs8 = _sealer.Open(kind, record);
        if (!pkcs8.IsOk)
        {
            return pkcs8.Error;
        }

        try
        {
            var key = KeyPairs.ReadPrivateKey(pkcs8.Value);
            return key.IsOk ? Result<AsymmetricAlgorithm>.Ok(key.Value) : FromPki.Error(key.Error, "sealedKey");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8.Value);
        }
    }

    private static IntendedPurpose PurposeOf(string word) => word switch
    {
        "smimeEncryption" => IntendedPurpose.SmimeEncryption,
        "smimeSigning" => IntendedPurpose.SmimeSigning,
        _ => IntendedPurpose.Unassigned,
    };
}
