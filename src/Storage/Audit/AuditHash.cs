using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Storage;

/// <summary>
/// The hash of an audit line: SHA-256 over the label <c>chancery-audit-1</c>, the previous hash, the sequence, the instant's UTC ticks (each 8 bytes, big-endian) and
/// the texts in the order of the row, each preceded by its length in UTF-8 bytes (4 bytes, big-endian; −1 for null). So no two different lines read alike.
/// </summary>
public static class AuditHash
{
    /// <summary>The previous hash of the first line.</summary>
    public static byte[] Start => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash a line must have.</summary>
    /// <param name="row">The line, with its previous hash.</param>
    public static byte[] Of(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("chancery-audit-1"u8);
        hash.AppendData(row.PreviousHash);
        Append(hash, row.Sequence);
        Append(hash, row.DateTime.UtcTicks);
        foreach (var text in new[] { row.Actor, row.Action, row.TargetType, row.TargetId, row.DetailJson, row.RequestId })
        {
            Append(hash, text);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        var utf8 = text is null ? null : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8?.Length ?? -1);
        hash.AppendData(length);
        hash.AppendData(utf8 ?? []);
    }
}
