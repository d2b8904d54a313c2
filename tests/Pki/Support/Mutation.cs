using CsCheck;

namespace Chancery.Pki.Tests;

/// <summary>Hostile input: valid bytes damaged in a few places, or bytes from nowhere.</summary>
internal static class Mutation
{
    // Octets that mean something to DER: lengths long, short and indefinite, the tags of constructed types.
    private static readonly byte[] Telling = [0x00, 0x7f, 0x80, 0x84, 0xff, 0x30, 0x31, 0x04, 0x05, 0xa0];

    private static readonly Gen<(int Kind, int Position, byte Value, int Length)> Edit =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, int.MaxValue - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(index => Telling[index])), Gen.Int[1, 40]);

    /// <summary>Damage to one of these inputs; one time in ten, bytes that were never valid.</summary>
    public static Gen<byte[]> Of(params byte[][] valid) => Gen.Frequency(
        (9, Gen.Select(Gen.Int[0, valid.Length - 1], Edit.Array[1, 4]).Select(chosen => Damage(valid[chosen.Item1], chosen.Item2))),
        (1, Gen.Byte.Array[0, 200]));

    private static byte[] Damage(byte[] valid, (int Kind, int Position, byte Value, int Length)[] edits)
    {
        var bytes = valid.ToList();
        foreach (var (kind, anywhere, value, length) in edits)
        {
            if (bytes.Count == 0)
            {
                break;
            }

            var position = anywhere % bytes.Count;
            var count = Math.Min(length, bytes.Count - position);
            switch (kind)
            {
                case 0: bytes[position] = value; break;
                case 1: bytes[position] ^= (byte)(1 << (value & 7)); break;
                case 2: bytes.RemoveRange(position, count); break;
                case 3: bytes.InsertRange(position, bytes.GetRange(position, count)); break;
                case 4: bytes.InsertRange(position, Enumerable.Repeat(value, length)); break;
                default: bytes.RemoveRange(position, bytes.Count - position); break;
            }
        }

        return [.. bytes];
    }
}
