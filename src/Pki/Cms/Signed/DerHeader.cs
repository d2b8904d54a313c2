namespace Chancery.Pki;

/// <summary>Tag and definite length (X.690 §8.1.3, §10.1), written in front of contents that need not be copied to be measured.</summary>
internal static class DerHeader
{
    public static int Size(int length) => length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x1_0000 ? 4 : length < 0x100_0000 ? 5 : 6;

    /// <summary>The size of a whole value.</summary>
    public static int SizeWith(int length) => checked(Size(length) + length);

    /// <summary>Writes a header, and returns what is left of the destination.</summary>
    public static Span<byte> Write(Span<byte> destination, byte tag, int length)
    {
        var size = Size(length);
        destination[0] = tag;
        if (size == 2)
        {
            destination[1] = (byte)length;
            return destination[2..];
        }

        destination[1] = (byte)(0x80 | (size - 2));
        for (var position = size - 1; position > 1; position--, length >>= 8)
        {
            destination[position] = (byte)length;
        }

        return destination[size..];
    }

    /// <summary>Copies a value that is already encoded.</summary>
    public static Span<byte> Copy(Span<byte> destination, ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(destination);
        return destination[encoded.Length..];
    }
}
