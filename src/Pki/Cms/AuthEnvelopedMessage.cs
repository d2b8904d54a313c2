using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An AuthEnvelopedData as read (RFC 5083 §2.1). Parsing throws what <see cref="Hostile"/> catches.</summary>
internal sealed class AuthEnvelopedMessage
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    private Recipients _recipients = new();
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
        message._recipients = Recipients.Read(body.ReadSetOf());
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
        var contentKey = _recipients.Unwrap(certificate, key, _keyBytes);
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
