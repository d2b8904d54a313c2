using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The RecipientInfos of a message (RFC 5652 §6.2), and the one way content keys are unwrapped.</summary>
internal sealed class Recipients
{
    private const int MaxRecipients = 2000;

    /// <summary>Keys the substitutes of <see cref="Unwrap"/>; of no use to anybody after the process.</summary>
    private static readonly byte[] SubstituteSecret = RandomNumberGenerator.GetBytes(32);

    private readonly List<KeyTransport> _keyTransports = [];

    public static Recipients Read(AsnReader infos)
    {
        var recipients = new Recipients();
        for (var count = 1; infos.HasData; count++)
        {
            if (count > MaxRecipients)
            {
                throw new CryptographicException("Too many recipients.");
            }

            // The key-transport choice is the one without a tag of its own; the others are not ours to open.
            if (infos.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                recipients._keyTransports.Add(KeyTransport.Parse(infos.ReadSequence()));
            }
            else
            {
                infos.ReadEncodedValue();
            }
        }

        return recipients;
    }

    /// <summary>
    /// The content key for a recipient. A key that does not unwrap is replaced by one that looks random but is always the same for the same
    /// bytes (RFC 3218 §2.3.2, made deterministic): the failure shows only where a wrong key shows, and asking twice tells nothing more.
    /// </summary>
    public byte[] Unwrap(X509Certificate2 certificate, RSA key, int keyBytes)
    {
        var recipient = _keyTransports.First(candidate => candidate.IsFor(certificate));
        var padding = recipient.ReadPadding();
        var substitute = HMACSHA256.HashData(SubstituteSecret, recipient.EncryptedKey)[..keyBytes];
        try
        {
            var unwrapped = key.Decrypt(recipient.EncryptedKey, padding);
            return unwrapped.Length == keyBytes ? unwrapped : substitute;
        }
        catch (CryptographicException)
        {
            return substitute;
        }
    }
}
