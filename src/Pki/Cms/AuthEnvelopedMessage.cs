using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An AuthEnvelopedData as read (RFC 5083 §2.1). Parsing throws what <see cref="Hostile"/> catches.</summary>
internal sealed class AuthEnvelopedMessage
{
    private const int MaxRecipients = 1000;

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    private readonly List<KeyTransport> _recipients = [];
    private int _keyBytes;
    private int _tagBytes;
    private byte[] _nonce = [];
    private byte[] _encrypted = [];
    private byte[] _authenticated = [];
    private byte[] _tag = [];

    public static AuthEnvelopedMessage Parse(ReadOnlyMemory<byte> cms)
    {
        var outer = new AsnReader(cms, AsnEncodingRules.BER);
        var info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (info.ReadObjectIdentifier() != Oids.AuthEnvelopedData)
        {
            throw new CryptographicException("Another content type.");
        }

        var body = info.ReadSequence(Context0).ReadSequence();
        body.ReadInteger();
        if (body.PeekTag().HasSameClassAndValue(Context0))
        {
            body.ReadEncodedValue();
        }

        var message = new AuthEnvelopedMessage();
        message.ReadRecipients(body.ReadSetOf());
        message.ReadContent(body.ReadSequence());
        if (body.PeekTag().HasSameClassAndValue(Context1))
        {
            // RFC 5083 §2.2: the additional authenticated data is the DER of the attributes, with SET OF's own tag.
            var attributes = body.ReadEncodedValue().ToArray();
            attributes[0] = 0x31;
            message._authenticated = attributes;
        }

        message._tag = body.ReadOctetString();
        if (message._tag.Length != message._tagBytes)
        {
            throw new CryptographicException("The tag is not as long as the parameters say.");
        }

        return message;
    }

    public byte[] Decrypt(X509Certificate2 certificate, RSA key)
    {
        var recipient = _recipients.First(candidate => candidate.IsFor(certificate));
        var contentKey = Unwrap(recipient, key);
        try
        {
            var content = new byte[_encrypted.Length];
            using var gcm = new AesGcm(contentKey, _tag.Length);
            gcm.Decrypt(_nonce, _encrypted, _tag, content, _authenticated);
            return content;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    // RFC 3218 §2.3.2: a key that does not unwrap is replaced by a random one, so that the failure shows only where every other one does.
    private byte[] Unwrap(KeyTransport recipient, RSA key)
    {
        var substitute = RandomNumberGenerator.GetBytes(_keyBytes);
        try
        {
            var unwrapped = key.Decrypt(recipient.EncryptedKey, recipient.Padding);
            return unwrapped.Length == _keyBytes ? unwrapped : substitute;
        }
        catch (CryptographicException)
        {
            return substitute;
        }
    }

    private void ReadRecipients(AsnReader recipients)
    {
        while (recipients.HasData)
        {
            if (_recipients.Count >= MaxRecipients)
            {
                throw new CryptographicException("Too many recipients.");
            }

            // RFC 5652 §6.2: the key-transport choice is the one without a tag of its own; the others are not ours to open.
            if (recipients.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                _recipients.Add(KeyTransport.Parse(recipients.ReadSequence()));
            }
            else
            {
                recipients.ReadEncodedValue();
            }
        }
    }

    private void ReadContent(AsnReader content)
    {
        // RFC 5083 §2.1: any other type needs authenticated attributes, which name it; nothing sealed to us is of another type.
        if (content.ReadObjectIdentifier() != Oids.Data)
        {
            throw new CryptographicException("The content is not id-data.");
        }

        var algorithm = content.ReadSequence();
        _keyBytes = algorithm.ReadObjectIdentifier() switch
        {
            Oids.Aes128Gcm => 16,
            Oids.Aes192Gcm => 24,
            Oids.Aes256Gcm => 32,
            var other => throw new CryptographicException($"The cipher is {other}."),
        };
        var parameters = algorithm.ReadSequence();
        _nonce = parameters.ReadOctetString();
        // RFC 5084 §3.2: aes-ICVlen, 12 where absent.
        _tagBytes = parameters.HasData && parameters.TryReadInt32(out var length) ? length : 12;
        _encrypted = content.ReadOctetString(Context0);
    }
}
