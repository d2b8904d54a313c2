using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>UUIDs that are functions of the facts (design.md, "What must never break", 8): the same facts, the same UUID, on every run.</summary>
public static class PayloadUuid
{
    /// <summary>
    /// The UUID of these facts: version 8 (RFC 9562 §5.8) over SHA-256 of each fact behind its length, so that no two lists of facts
    /// run together.
    /// </summary>
    /// <param name="facts">The facts, in an order that is part of them.</param>
    public static Guid Of(params ReadOnlySpan<string> facts)
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

        var uuid = hash.GetHashAndReset().AsSpan(0, 16);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid, bigEndian: true);
    }

    /// <summary>As Apple's software writes one: in capitals, the same wherever one payload refers to another.</summary>
    internal static string Text(Guid uuid) => uuid.ToString("D").ToUpperInvariant();
}
