using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Chancery.Pki;

/// <summary>
/// Key transport with OAEP of two hashes, of SHA-224, or with a label. The runtime has none of these and no bare RSA operation to build them on, so that
/// one is BouncyCastle's, blinded; the key must be one that can be exported.
/// </summary>
internal sealed class OaepRecovery(RecipientEntry entry, DecryptionKey key, OaepParameters parameters) : KeyRecovery(entry, key)
{
    public override bool IsRobust => true;

    public override bool TryRecover(Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        observer?.Invoke(EnvelopeOperation.RsaDecrypt);
        Span<byte> encoded = new byte[(Key.Rsa!.KeySize + 7) / 8];
        byte[]? decoded = null;
        try
        {
            var engine = new RsaBlindedEngine();
            engine.Init(false, PrivateKey());
            var number = engine.ProcessBlock(Entry.EncryptedKey.ToArray(), 0, Entry.EncryptedKey.Length);
            number.CopyTo(encoded[^number.Length..]);
            CryptographicOperations.ZeroMemory(number);
            decoded = OaepEncoding.Decode(encoded, parameters, contentKey.Length);
            decoded.CopyTo(contentKey);
            return decoded is not null;
        }
        catch (Exception exception) when (exception is CryptoException or CryptographicException)
        {
            // A number beyond the modulus, or a key that cannot be exported.
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
            CryptographicOperations.ZeroMemory(decoded);
        }
    }

    private RsaPrivateCrtKeyParameters PrivateKey()
    {
        var numbers = Key.Rsa!.ExportParameters(true);
        try
        {
            return new(
                Number(numbers.Modulus), Number(numbers.Exponent), Number(numbers.D), Number(numbers.P), Number(numbers.Q), Number(numbers.DP),
                Number(numbers.DQ), Number(numbers.InverseQ));
        }
        finally
        {
            foreach (var secret in new[] { numbers.D, numbers.P, numbers.Q, numbers.DP, numbers.DQ, numbers.InverseQ })
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    private static BigInteger Number(byte[]? bytes) => new(1, bytes!);
}
