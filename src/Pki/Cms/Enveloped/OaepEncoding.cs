using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>EME-OAEP decoding (RFC 8017 §7.1.2, step 3) for two hashes and a label, in time that does not depend on what is decoded.</summary>
internal static class OaepEncoding
{
    /// <summary>Decodes.</summary>
    /// <param name="encoded">What the RSA operation yields, as long as the modulus; overwritten.</param>
    /// <param name="parameters">The hashes and the label.</param>
    /// <param name="length">The length that the message must have.</param>
    /// <returns>The message, or null where it is not padded so, or not of this length.</returns>
    public static byte[]? Decode(Span<byte> encoded, OaepParameters parameters, int length)
    {
        var hashBytes = Hashes.Length(parameters.Hash);
        if (encoded.Length < (2 * hashBytes) + 2 + length)
        {
            return null;
        }

        var seed = encoded.Slice(1, hashBytes);
        var block = encoded[(1 + hashBytes)..];
        Mask(parameters.MaskHash, block, seed);
        Mask(parameters.MaskHash, seed, block);
        Span<byte> label = stackalloc byte[Hashes.Longest];
        var expected = label[..Hashes.Digest(parameters.Hash, parameters.Label.Span, label)];

        // As the length is given, the place of the separator is: zeros before it, one there.
        var zeros = block[hashBytes..^(length + 1)];
        int wrong = encoded[0] | (block[^(length + 1)] ^ 1);
        foreach (var octet in zeros)
        {
            wrong |= octet;
        }

        wrong |= CryptographicOperations.FixedTimeEquals(expected, block[..hashBytes]) ? 0 : 1;
        return wrong == 0 ? block[^length..].ToArray() : null;
    }

    // MGF1 (RFC 8017 §B.2.1) of the one, over the other.
    private static void Mask(string hash, ReadOnlySpan<byte> seed, Span<byte> masked)
    {
        var input = new byte[seed.Length + sizeof(int)];
        seed.CopyTo(input);
        Span<byte> block = stackalloc byte[Hashes.Longest];
        for (var counter = 0; !masked.IsEmpty; counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(seed.Length), counter);
            var length = Math.Min(Hashes.Digest(hash, input, block), masked.Length);
            for (var index = 0; index < length; index++)
            {
                masked[index] ^= block[index];
            }

            masked = masked[length..];
        }

        CryptographicOperations.ZeroMemory(input);
    }
}
