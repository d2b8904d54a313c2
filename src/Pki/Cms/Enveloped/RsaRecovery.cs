using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Key transport: the content key decrypted with an RSA key, by the runtime.</summary>
internal sealed class RsaRecovery(RecipientEntry entry, DecryptionKey key, RSAEncryptionPadding padding) : KeyRecovery(entry, key)
{
    // RSA-16384; longer keys do not exist in mail.
    private const int MostKeyBytes = 2048;

    public override bool IsRobust => padding != RSAEncryptionPadding.Pkcs1;

    public static PkiResult<KeyRecovery> Plan(RecipientEntry entry, DecryptionKey key)
    {
        var algorithm = new AsnReader(entry.Algorithm, AsnEncodingRules.BER).ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (oid == Oids.Rsa)
        {
            return new RsaRecovery(entry, key, RSAEncryptionPadding.Pkcs1);
        }

        return oid == Oids.RsaOaep && OaepParameters.Read(algorithm) is { } parameters
            ? parameters.Padding is { } oaep ? new RsaRecovery(entry, key, oaep) : new OaepRecovery(entry, key, parameters)
            : Unsupported(entry);
    }

    public override bool TryRecover(Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        var rsa = Key.Rsa!;
        Span<byte> decrypted = stackalloc byte[Math.Min((rsa.KeySize + 7) / 8, MostKeyBytes)];
        observer?.Invoke(EnvelopeOperation.RsaDecrypt);
        try
        {
            var length = rsa.Decrypt(Entry.EncryptedKey.Span, decrypted, padding);
            ThrowAsFailuresDo();
            if (length != contentKey.Length)
            {
                return false;
            }

            decrypted[..length].CopyTo(contentKey);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decrypted);
        }
    }

    // The runtime tells a failure by an exception, which takes microseconds that somebody near could measure. A success is made to take them, too.
    private static void ThrowAsFailuresDo()
    {
        try
        {
            throw new CryptographicException();
        }
        catch (CryptographicException)
        {
            // Caught as a failure is.
        }
    }
}
