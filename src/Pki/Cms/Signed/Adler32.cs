namespace Chancery.Pki;

/// <summary>The checksum of zlib (RFC 1950 §8.2). The runtime checks it where it comes to it, and says nothing of a stream that ends before.</summary>
internal sealed class Adler32
{
    private const uint Modulus = 65_521;

    // The most octets before the sums could overflow 32 bits.
    private const int Block = 5552;

    private uint _first = 1;
    private uint _second;

    public uint Value => (_second << 16) | _first;

    public void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var block = data[..Math.Min(Block, data.Length)];
            foreach (var octet in block)
            {
                _first += octet;
                _second += _first;
            }

            _first %= Modulus;
            _second %= Modulus;
            data = data[block.Length..];
        }
    }
}
