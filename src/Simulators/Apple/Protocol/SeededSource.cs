using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>
/// Numbers that are a function of a seed and a name: SHA-256 in counter mode. A simulation must be repeatable on every
/// version of the runtime, which System.Random does not promise. Keys never come from here.
/// </summary>
internal sealed class SeededSource(int seed, string purpose)
{
    private long _counter;

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public double NextUnit() => (BinaryPrimitives.ReadUInt64BigEndian(NextBytes(8)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 (inclusive) to a bound (exclusive).</summary>
    public int Next(int bound) => (int)(NextUnit() * bound);

    /// <summary>Bytes, 32 at the most.</summary>
    public byte[] NextBytes(int count) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"chancery simulator {seed} {purpose} {_counter++}"))[..count];
}
