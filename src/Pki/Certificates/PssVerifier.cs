using System.Numerics;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Verifies RSASSA-PSS (RFC 8017 §8.1.2). The runtime does it where the mask is made with the hash of the message and the salt is as long as the
/// hash. Java's default makes the mask with SHA-1 beside SHA-256, and OpenSSL's the longest salt: both are verified here.</summary>
internal static class PssVerifier
{
    // Arithmetic costs with the exponent, which whoever sends the key chooses; 65537 has three octets.
    private const int MostExponentBytes = 8;

    public static bool Verify(RSA rsa, PssParameters parameters, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        // RFC 8017 §9.1.2 step 3: emLen holds the KeySize - 1 bits.
        if (hash.Length + parameters.SaltLength + 2 > (rsa.KeySize + 6) / 8)
        {
            return false;
        }

        return parameters.Hash == parameters.MaskHash && parameters.SaltLength == hash.Length
            ? rsa.VerifyHash(hash, signature, parameters.Hash.Hash, RSASignaturePadding.Pss)
            : VerifyRaw(rsa.ExportParameters(includePrivateParameters: false), rsa.KeySize, parameters, hash, signature);
    }

    // Only public values: the time taken tells nothing.
    private static bool VerifyRaw(RSAParameters key, int bits, PssParameters parameters, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        // RFC 8017 §9.1.2: emBits is one less than the modulus has.
        var length = (bits - 1 + 7) / 8;
        if (signature.Length != key.Modulus!.Length || key.Exponent!.Length > MostExponentBytes || number >= modulus)
        {
            return false;
        }

        var opened = BigInteger.ModPow(number, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        var encoded = opened.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (encoded.Length > length)
        {
            return false;
        }

        var message = new byte[length];
        encoded.CopyTo(message, length - encoded.Length);
        return VerifyEncoded(message, (8 * length) - (bits - 1), parameters, hash);
    }

    // EMSA-PSS-VERIFY (RFC 8017 §9.1.2): maskedDB || H || 0xbc.
    private static bool VerifyEncoded(byte[] message, int unusedBits, PssParameters parameters, ReadOnlySpan<byte> hash)
    {
        var maskedLength = message.Length - hash.Length - 1;
        var data = message.AsSpan(0, maskedLength);
        var digest = message.AsSpan(maskedLength, hash.Length);
        var topMask = (byte)(0xFF >> unusedBits);
        if (message[^1] != 0xBC || (data[0] & ~topMask) != 0)
        {
            return false;
        }

        Unmask(data, digest, parameters.MaskHash);
        data[0] &= topMask;
        var zeros = maskedLength - parameters.SaltLength - 1;
        if (data[..zeros].ContainsAnyExcept((byte)0) || data[zeros] != 1)
        {
            return false;
        }

        byte[] salted = [0, 0, 0, 0, 0, 0, 0, 0, .. hash, .. data[(zeros + 1)..]];
        return digest.SequenceEqual(parameters.Hash.HashData(salted));
    }

    // MGF1 (RFC 8017 §B.2.1).
    private static void Unmask(Span<byte> data, ReadOnlySpan<byte> seed, DigestAlgorithm algorithm)
    {
        byte[] input = [.. seed, 0, 0, 0, 0];
        for (var (position, counter) = (0, 0); position < data.Length; counter++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(seed.Length), counter);
            foreach (var octet in algorithm.HashData(input))
            {
                if (position < data.Length)
                {
                    data[position++] ^= octet;
                }
            }
        }
    }
}
