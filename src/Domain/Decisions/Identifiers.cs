using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Domain;

/// <summary>
/// Identifiers that are functions of the facts (design.md, "What must never break", 8): the same facts give the same identifier on
/// every machine and after every crash.
/// </summary>
public static class Identifiers
{
    /// <summary>The identifier of the MDM profile itself: what retirement removes last.</summary>
    public const string ManagementProfile = "chancery.mdm";

    /// <summary>The item of a trusted certificate profile.</summary>
    /// <param name="profileId">The profile.</param>
    public static string Trust(Guid profileId) => $"trust:{profileId}";

    /// <summary>The item of a mail account.</summary>
    /// <param name="profileId">The e-mail profile.</param>
    public static string Account(Guid profileId) => $"account:{profileId}";

    /// <summary>The item of an issued identity that no account carries.</summary>
    /// <param name="profileId">The PKCS certificate profile.</param>
    public static string Identity(Guid profileId) => $"identity:{profileId}";

    /// <summary>The item of an imported certificate that no account carries.</summary>
    /// <param name="profileId">The imported PFX profile.</param>
    /// <param name="thumbprint">SHA-1 of the certificate, lower hex.</param>
    public static string Identity(Guid profileId, string thumbprint) => $"identity:{profileId}:{thumbprint}";

    /// <summary>The PayloadIdentifier of the profile that delivers an item: stable whatever the revision.</summary>
    /// <param name="itemId">The item.</param>
    public static string PayloadIdentifier(string itemId) => "chancery." + itemId.Replace(':', '.');

    /// <summary>The PayloadUUID of the profile that delivers an item at a revision: what an inventory recognises the revision by.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="revision">The revision.</param>
    public static Guid ProfileUuid(Guid deviceId, string itemId, string revision) => Uuid("profile", deviceId.ToString(), itemId, revision);

    /// <summary>The PayloadUUID of a payload that stays the same through every revision of its item: account, preferences.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="payload">The payload's name within the item, e.g. <c>account</c>.</param>
    public static Guid StableUuid(Guid deviceId, string itemId, string payload) => Uuid("payload", deviceId.ToString(), itemId, payload);

    /// <summary>A UUID from facts: RFC 9562 §5.8, version 8, over SHA-256 of the facts, each with its length before it.</summary>
    /// <param name="facts">The facts, the first naming what they are about.</param>
    public static Guid Uuid(params ReadOnlySpan<string> facts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(facts, hash);
        var uuid = hash[..16];
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid, bigEndian: true);
    }

    /// <summary>A revision: the first 32 hex digits of SHA-256 over the facts, each with its length before it.</summary>
    /// <param name="facts">The facts, the first naming what they are about.</param>
    public static string Revision(params ReadOnlySpan<string> facts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(facts, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    // The length prefix keeps ("ab", "c") and ("a", "bc") apart.
    private static void Digest(ReadOnlySpan<string> facts, Span<byte> destination)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var fact in facts)
        {
            var bytes = Encoding.UTF8.GetBytes(fact);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        hash.GetHashAndReset(destination);
    }
}
