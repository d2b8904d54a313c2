using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Chancery.Pki;

/// <summary>
/// Key transport with OAEP of two hashes, of SHA-224, or with a label. The runtime has none of these and no bare RSA operation to build them on, so this
/// is BouncyCastle's, blinded; the key must be one that can be exported.
/// </summary>
internal sealed class OaepRecovery(RecipientEntry entry, DecryptionKey key, OaepParameters parameters) : KeyRecovery(entry, key)
{
    public override bool IsRobust => true;

    public override bool TryRecover(Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        observer?.Invoke(EnvelopeOperation.RsaDecrypt);
        byte[] decrypted = [];
        try
        {
            var engine = new OaepEncoding(new RsaBlindedEngine(), Digest(parameters.Hash), Digest(parameters.MaskHash), parameters.Label.ToArray());
            engine.Init(false, PrivateKey());
            decrypted = engine.ProcessBlock(Entry.EncryptedKey.ToArray(), 0, Entry.EncryptedKey.Length);
            if (decrypted.Length != contentKey.Length)
            {
                return false;
            }

            decrypted.CopyTo(contentKey);
            return true;
        }
        catch (Exception exception) when (exception is CryptoException or CryptographicException or ArgumentException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decrypted);
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

    private static IDigest Digest(string name) => name switch
    {
        Hashes.Sha1 => new Sha1Digest(),
        Hashes.Sha224 => new Sha224Digest(),
        "SHA256" => new Sha256Digest(),
        "SHA384" => new Sha384Digest(),
        _ => new Sha512Digest(),
    };
}
