using System.Buffers.Binary;
using System.Text;

namespace Chancery.Directories;

/// <summary>A DNS message that does not follow RFC 1035.</summary>
internal sealed class DnsMalformedException(string message) : Exception(message);

/// <summary>A record of an answer.</summary>
internal sealed record DnsRecord(string Owner, ushort Type, ReadOnlyMemory<byte> Data);

/// <summary>What a resolver answered to one question.</summary>
/// <param name="ResponseCode">RFC 1035 §4.1.1: 0, 3 for no such name, and failures.</param>
/// <param name="IsTruncated">TC: ask again by TCP.</param>
/// <param name="IsAuthentic">AD (RFC 4035 §3.2.3): the resolver says it has verified the signatures of all of the answer.</param>
/// <param name="Records">The records of the type asked for, at the end of any aliases.</param>
internal sealed record DnsReply(int ResponseCode, bool IsTruncated, bool IsAuthentic, IReadOnlyList<DnsRecord> Records);

/// <summary>Writes one question, reads its answer (RFC 1035 §4, RFC 6891).</summary>
internal static class DnsMessage
{
    public const ushort Smimea = 53;
    private const ushort Cname = 5;
    private const ushort Opt = 41;
    private const ushort Internet = 1;
    private const int HeaderBytes = 12;
    private const int MaxNameBytes = 255;
    private const int MaxRecords = 256;
    private const int MaxAliases = 8;

    /// <summary>The largest datagram asked for: what passes everywhere without fragments (DNS flag day 2020).</summary>
    private const ushort DatagramBytes = 1232;

    /// <summary>A question, with AD set: "tell me whether it is authentic" (RFC 6840 §5.7), and without DO: the signatures are the resolver's affair.</summary>
    public static byte[] Question(ushort id, string name, ushort type)
    {
        var message = new List<byte>(128);
        Add(message, id, 0x0120, 1, 0, 0, 1);
        AddName(message, name);
        Add(message, type, Internet);
        // RFC 6891 §6.1.2: the root's name, OPT, the datagram's size, no extended flags, no options.
        message.Add(0);
        Add(message, Opt, DatagramBytes, 0, 0, 0);
        return [.. message];
    }

    /// <summary>Reads the answer to a question.</summary>
    /// <returns>The answer; null where it is one to something else, which an attacker may send and an honest late answer may be.</returns>
    /// <exception cref="DnsMalformedException">It is the answer, and malformed.</exception>
    public static DnsReply? Reply(ReadOnlySpan<byte> message, ushort id, string name, ushort type)
    {
        if (message.Length < HeaderBytes || Number(message, 0) != id)
        {
            return null;
        }

        var flags = Number(message, 2);
        var at = HeaderBytes;
        // A response to a standard query, with the one question asked.
        if ((flags & 0xf800) != 0x8000 || Number(message, 4) != 1 || !Name(message, ref at).Equals(name, StringComparison.OrdinalIgnoreCase)
            || Number(message, at) != type || Number(message, at + 2) != Internet)
        {
            return null;
        }

        at += 4;
        var truncated = (flags & 0x0200) != 0;
        var records = truncated ? [] : Records(message, ref at, Number(message, 6));
        return new DnsReply(flags & 0xf, truncated, (flags & 0x0020) != 0, AtEndOfAliases(records, name, type));
    }

    private static List<DnsRecord> Records(ReadOnlySpan<byte> message, ref int at, int count)
    {
        if (count > MaxRecords)
        {
            throw new DnsMalformedException($"{count} records.");
        }

        var records = new List<DnsRecord>(count);
        for (var index = 0; index < count; index++)
        {
            var owner = Name(message, ref at);
            var (type, @class, length) = (Number(message, at), Number(message, at + 2), Number(message, at + 8));
            at += 10;
            if (at + length > message.Length)
            {
                throw new DnsMalformedException("A record reaches beyond the message.");
            }

            if (@class == Internet)
            {
                records.Add(new DnsRecord(owner, type, type == Cname ? Alias(message, at) : message.Slice(at, length).ToArray()));
            }

            at += length;
        }

        return records;
    }

    // A name in data may be compressed: it is kept written out.
    private static byte[] Alias(ReadOnlySpan<byte> message, int at) => Encoding.Latin1.GetBytes(Name(message, ref at));

    private static List<DnsRecord> AtEndOfAliases(List<DnsRecord> records, string name, ushort type)
    {
        for (var hop = 0; hop < MaxAliases; hop++)
        {
            var alias = records.Find(record => record.Type == Cname && record.Owner.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (alias is null)
            {
                return records.FindAll(record => record.Type == type && record.Owner.Equals(name, StringComparison.OrdinalIgnoreCase));
            }

            name = Encoding.Latin1.GetString(alias.Data.Span);
        }

        throw new DnsMalformedException("Aliases without end.");
    }

    // RFC 1035 §4.1.4: labels, then a zero or a pointer to where the rest stands. Pointers only lead backwards, so that they end.
    private static string Name(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var (position, earliest, end) = (at, at, -1);
        while (true)
        {
            var length = Byte(message, position++);
            if (length == 0)
            {
                at = end < 0 ? position : end;
                return name.ToString();
            }

            if ((length & 0xc0) == 0xc0)
            {
                var target = ((length & 0x3f) << 8) | Byte(message, position++);
                end = end < 0 ? position : end;
                position = target < earliest ? earliest = target : throw new DnsMalformedException("A name points forwards.");
            }
            else if ((length & 0xc0) != 0 || position + length > message.Length || name.Length + length + 1 > MaxNameBytes)
            {
                throw new DnsMalformedException("A name that is none.");
            }
            else
            {
                // A dot within a label would read as two labels.
                name.Append(name.Length == 0 ? "" : ".").Append(Encoding.Latin1.GetString(message.Slice(position, length)).Replace(".", "\\.", StringComparison.Ordinal));
                position += length;
            }
        }
    }

    private static void AddName(List<byte> message, string name)
    {
        foreach (var label in name.Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }

        message.Add(0);
    }

    private static void Add(List<byte> message, params ReadOnlySpan<ushort> numbers)
    {
        foreach (var number in numbers)
        {
            message.Add((byte)(number >> 8));
            message.Add((byte)number);
        }
    }

    private static byte Byte(ReadOnlySpan<byte> message, int at) => at < message.Length ? message[at] : throw new DnsMalformedException("The message is cut short.");

    private static ushort Number(ReadOnlySpan<byte> message, int at) =>
        at + 2 <= message.Length ? BinaryPrimitives.ReadUInt16BigEndian(message[at..]) : throw new DnsMalformedException("The message is cut short.");
}
