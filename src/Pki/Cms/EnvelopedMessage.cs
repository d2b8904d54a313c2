using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An EnvelopedData as read (RFC 5652 §6.1). Parsing and decrypting throw what <see cref="Hostile"/> catches.</summary>
internal sealed record EnvelopedMessage(Recipients Recipients, string Cipher, byte[] InitializationVector, byte[] Encrypted)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static EnvelopedMessage Parse(ReadOnlyMemory<byte> cms)
    {
        var info = new AsnReader(cms, AsnEncodingRules.BER).ReadSequence();
        if (info.ReadObjectIdentifier() != Oids.EnvelopedData)
        {
            throw new CryptographicException("Another content type.");
        }

        var body = info.ReadSequence(Context0).ReadSequence();
        body.ReadInteger();
        if (body.PeekTag().HasSameClassAndValue(Context0))
        {
            body.ReadEncodedValue();
        }

        var recipients = Recipients.Read(body.ReadSetOf());
        var content = body.ReadSequence();
        content.ReadObjectIdentifier();
        var algorithm = content.ReadSequence();
        var cipher = algorithm.ReadObjectIdentifier();
        // RFC 3565 §4.1, RFC 3370 §5.1: the parameter of every cipher in CBC mode known here is the IV; of another cipher it does not matter.
        var vector = algorithm.HasData && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) ? algorithm.ReadOctetString() : [];
        return new(recipients, cipher, vector, content.ReadOctetString(Context0));
    }

    /// <summary>
    /// Decrypts without an opinion on the padding: where it does not fit, the content is all of what was decrypted. Who calls decides when that
    /// becomes a failure, so that a bad padding can be made to look like a bad content (RFC 8894 messages are not authenticated).
    /// </summary>
    public (byte[] Content, bool IsPadded) Decrypt(X509Certificate2 certificate, RSA key)
    {
        using var algorithm = CreateCipher(Cipher);
        var contentKey = Recipients.Unwrap(certificate, key, algorithm.KeySize / 8);
        try
        {
            algorithm.Key = contentKey;
            var padded = algorithm.DecryptCbc(Encrypted, InitializationVector, PaddingMode.None);
            var length = UnpaddedLength(padded, algorithm.BlockSize / 8);
            return (padded[..(length ?? padded.Length)], length is not null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    // RFC 5652 §6.3: 1 to k octets, each their number.
    private static int? UnpaddedLength(ReadOnlySpan<byte> padded, int block)
    {
        var count = padded.IsEmpty ? 0 : padded[^1];
        return count >= 1 && count <= block && padded[^count..].IndexOfAnyExcept((byte)count) < 0 ? padded.Length - count : null;
    }

    private static SymmetricAlgorithm CreateCipher(string oid)
    {
        // CA5350, CA5351, RS0030: old devices and old mail use 3DES and DES. They are read, and answered in kind; nothing is begun with them.
#pragma warning disable CA5350, CA5351, RS0030
        SymmetricAlgorithm algorithm = oid switch
        {
            Oids.Aes128Cbc or Oids.Aes192Cbc or Oids.Aes256Cbc => Aes.Create(),
            Oids.TripleDesCbc => TripleDES.Create(),
            Oids.DesCbc => DES.Create(),
            _ => throw new CryptographicException($"The cipher is {oid}."),
        };
#pragma warning restore CA5350, CA5351, RS0030
        algorithm.KeySize = oid switch { Oids.Aes128Cbc => 128, Oids.Aes192Cbc => 192, Oids.Aes256Cbc => 256, _ => algorithm.KeySize };
        return algorithm;
    }
}
