using System.Buffers.Binary;

namespace Chancery.Pki;

/// <summary>
/// Tags and definite lengths (X.690 §8.1) written in front of content that is put in its place rather than copied there, which
/// <see cref="System.Formats.Asn1.AsnWriter"/> cannot do.
/// </summary>
internal static class DerHeader
{
    /// <summary>The length of tag, length and contents together.</summary>
    public static int Measure(int contents) => contents switch
    {
        < 0x80 => 2 + contents,
        <= 0xFF => 3 + contents,
        <= 0xFFFF => 4 + contents,
        <= 0xFFFFFF => 5 + contents,
        _ => checked(6 + contents),
    };

    /// <summary>Writes tag and length.</summary>
    /// <returns>Where the contents begin.</returns>
    public static Span<byte> Write(Span<byte> to, byte tag, int contents)
    {
        to[0] = tag;
        if (contents < 0x80)
        {
            to[1] = (byte)contents;
            return to[2..];
        }

        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, contents);
        length = length.TrimStart((byte)0);
        to[1] = (byte)(0x80 | length.Length);
        length.CopyTo(to[2..]);
        return to[(2 + length.Length)..];
    }
}
