using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>
/// One private key sealed to the vault, as the server keeps it without being able to read it. JSON, UTF-8, one object:
/// <code>
/// { "version": 1, "keyId": UUID, "owner": [address…], "purpose": "smimeEncryption"|"smimeSigning", "publicKeyHash": hex SHA-256 of the SPKI,
///   "key":      { "algorithm": "A256GCM", "nonce", "ciphertext", "tag" },              PKCS#8 under a fresh 256-bit data key
///   "wrap":     { "algorithm": "A256GCM", "nonce", "ciphertext", "tag", "kek": id },   the data key under the vault's key
///   "recovery": null }                                                                 the place of the recovery wrap
/// </code>
/// Both encryptions have as associated data the DER of <c>SEQUENCE { version INTEGER, kind UTF8String, owner SEQUENCE OF UTF8String,
/// purpose UTF8String, publicKeyHash OCTET STRING, keyId UTF8String }</c>: a record whose owner, purpose or key was changed does not open.
/// </summary>
public sealed record SealedKey
{
    internal const int LongestRecord = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The version of the record: 1.</summary>
    public required int Version { get; init; }

    /// <summary>The key's identifier: a function of its public key and its purpose.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>The addresses of its owner, lower-cased, sorted.</summary>
    public required ImmutableArray<string> Owner { get; init; }

    /// <summary>What the key is for.</summary>
    public required IntendedPurpose Purpose { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public required string PublicKeyHash { get; init; }

    /// <summary>The PKCS#8 under the data key.</summary>
    public required SealedBytes Key { get; init; }

    /// <summary>The data key under the vault's key.</summary>
    public required SealedBytes Wrap { get; init; }

    /// <summary>The data key under the recovery certificate; null until there is one.</summary>
    public SealedBytes? Recovery { get; init; }

    /// <summary>Writes the record.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads a record that came from outside. That it opens is found out by opening it.</summary>
    /// <param name="bytes">The record.</param>
    /// <returns>The record; or <c>sealedKeyMalformed</c>.</returns>
    public static Result<SealedKey> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestRecord)
        {
            return new Error("sealedKeyMalformed", "sealedKey", "too large");
        }

        try
        {
            var record = JsonSerializer.Deserialize<SealedKey>(bytes, Json);
            return record is { Version: 1, Owner.IsDefault: false } && IsHash(record.PublicKeyHash) && record.Owner.All(IsAddress)
                ? record
                : new Error("sealedKeyMalformed", "sealedKey", "not a version 1 record");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            // The reader's own words may quote the record.
            return new Error("sealedKeyMalformed", "sealedKey");
        }
    }

    // The annotations above do not reach the elements of an array.
    private static bool IsAddress(string? text) => text is { Length: > 0 and <= 320 };

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>Bytes under AES-256-GCM.</summary>
/// <param name="Algorithm"><c>A256GCM</c>.</param>
/// <param name="Nonce">12 bytes.</param>
/// <param name="Ciphertext">As long as the plaintext.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Kek">The identifier of the key-encryption key; null where the key is a data key.</param>
public sealed record SealedBytes(string Algorithm, byte[] Nonce, byte[] Ciphertext, byte[] Tag, string? Kek = null);
