using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Chancery.Pki;

/// <summary>
/// What a client seals to the vault when it imports a PFX: the file, its password and whose it is, together, so that re-attributing the
/// sealed bytes to somebody else gains nothing (design.md, "The picture"). The form is AuthEnvelopedData over a small versioned JSON object.
/// </summary>
public sealed record SealedImport
{
    private const int Version = 1;

    /// <summary>The PKCS#12 file, as it is.</summary>
    public required byte[] Pfx { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>The mail address of the person the keys belong to.</summary>
    public required string OwnerAddress { get; init; }

    /// <summary>That person's former addresses, which older certificates may name.</summary>
    public ImmutableArray<string> FormerAddresses { get; init; } = [];

    /// <summary>The intended purpose, in Graph's word: <c>smimeEncryption</c> or <c>smimeSigning</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Seals an import to the vault.</summary>
    /// <param name="import">What to seal.</param>
    /// <param name="vault">The vault's certificate, whose fingerprint the client pins.</param>
    /// <returns>DER.</returns>
    public static byte[] Seal(SealedImport import, X509Certificate2 vault)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new SealedImportJson(Version, import.Pfx, import.Password, import.OwnerAddress, [.. import.FormerAddresses], import.Purpose),
            SealedImportJsonContext.Default.SealedImportJson);
        try
        {
            return AuthEnvelopedData.Encrypt(json, vault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <param name="sealedBytes">DER.</param>
    /// <param name="vault">The vault's certificate.</param>
    /// <param name="key">The vault's key.</param>
    /// <returns>The import; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsDecryptFailed</c>, or <c>sealedImportMalformed</c> where what was
    /// inside is not a sealed import of a version known here.</returns>
    public static PkiResult<SealedImport> Open(ReadOnlyMemory<byte> sealedBytes, X509Certificate2 vault, RSA key)
    {
        var opened = AuthEnvelopedData.Decrypt(sealedBytes, vault, key);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        try
        {
            return Read(opened.Value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened.Value);
        }
    }

    /// <summary>The record without its secrets, so that a log of it tells none.</summary>
    public override string ToString() => $"{nameof(SealedImport)} {{ {nameof(Purpose)} = {Purpose} }}";

    private static PkiResult<SealedImport> Read(byte[] utf8)
    {
        SealedImportJson? json;
        try
        {
            json = JsonSerializer.Deserialize(utf8, SealedImportJsonContext.Default.SealedImportJson);
        }
        catch (JsonException)
        {
            return Malformed("Not the JSON expected.");
        }

        if (json is not { Version: Version, Pfx: not null, Password: not null, Owner.Length: > 0, Purpose.Length: > 0 }
            || (json.Former?.Contains(null!) ?? false))
        {
            return Malformed(json is null or { Version: Version } ? "A field is missing." : $"Version {json.Version}, not {Version}.");
        }

        return new SealedImport
        {
            Pfx = json.Pfx,
            Password = json.Password,
            OwnerAddress = json.Owner,
            FormerAddresses = [.. json.Former ?? []],
            Purpose = json.Purpose,
        };
    }

    private static PkiResult<SealedImport> Malformed(string detail) => PkiResult<SealedImport>.Fail(PkiErrorCode.SealedImportMalformed, detail);
}
