using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// Writes an envelope in one piece: EnvelopedData (RFC 5652 §6.1) or AuthEnvelopedData (RFC 5083 §2.1), by the cipher. All lengths are known before the
/// content is encrypted, so it is encrypted into its place.
/// </summary>
internal static class EnvelopeWriter
{
    private const byte Integer = 0x02;
    private const byte Sequence = 0x30;
    private const byte OctetString = 0x04;
    private const byte Explicit0 = 0xA0;
    private const byte Implicit0 = 0x80;
    private const int LongestKey = 32;

    /// <summary>The longest IV, and the longest block.</summary>
    public const int LongestVector = 16;

    public static byte[] Write(ReadOnlySpan<byte> content, IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher)
    {
        Span<byte> key = stackalloc byte[LongestKey];
        key = key[..cipher.KeyBytes];
        RandomNumberGenerator.Fill(key);
        try
        {
            return Write(content, RecipientsWriter.Write(recipients, key), Version(recipients, cipher), cipher, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>EnvelopedData's version (RFC 5652 §6.1), which key agreement raises; AuthEnvelopedData's is 0 (RFC 5083 §2.1).</summary>
    public static byte Version(IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher)
    {
        for (var index = 0; cipher.Family != CipherFamily.AesGcm && index < recipients.Count; index++)
        {
            if (recipients[index].Rsa is null)
            {
                return 2;
            }
        }

        return 0;
    }

    /// <summary>The content's type, id-data, and the cipher with its IV or nonce: what stands in front of the content in EncryptedContentInfo.</summary>
    public static AsnWriter ContentHead(CipherSpec cipher, ReadOnlySpan<byte> vector)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, 96);
        writer.WriteObjectIdentifier(Oids.Data);
        cipher.Write(writer, vector);
        return writer;
    }

    private static byte[] Write(ReadOnlySpan<byte> content, AsnWriter recipients, byte version, CipherSpec cipher, ReadOnlySpan<byte> key)
    {
        Span<byte> vector = stackalloc byte[cipher.VectorBytes];
        RandomNumberGenerator.Fill(vector);
        var head = ContentHead(cipher, vector);
        var type = cipher.EnvelopeType.Span;
        var encrypted = cipher.EncryptedLength(content.Length);
        var info = checked(head.GetEncodedLength() + DerHeader.SizeWith(encrypted));
        var body = checked(3 + recipients.GetEncodedLength() + DerHeader.SizeWith(info) + (cipher.Family == CipherFamily.AesGcm ? 2 + CipherSpec.TagBytes : 0));
        var message = checked(type.Length + DerHeader.SizeWith(DerHeader.SizeWith(body)));

        var output = GC.AllocateUninitializedArray<byte>(DerHeader.SizeWith(message));
        var rest = DerHeader.Write(output, Sequence, message);
        type.CopyTo(rest);
        rest = DerHeader.Write(rest[type.Length..], Explicit0, DerHeader.SizeWith(body));
        rest = DerHeader.Write(rest, Sequence, body);
        ((ReadOnlySpan<byte>)[Integer, 1, version]).CopyTo(rest);
        rest = rest[(3 + recipients.Encode(rest[3..]))..];
        rest = DerHeader.Write(rest, Sequence, info);
        rest = DerHeader.Write(rest[head.Encode(rest)..], Implicit0, encrypted);
        Encrypt(cipher, key, vector, content, rest[..encrypted], rest[encrypted..]);
        return output;
    }

    private static void Encrypt(
        CipherSpec cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> content, Span<byte> encrypted, Span<byte> behind)
    {
        if (cipher.Family == CipherFamily.AesGcm)
        {
            using var gcm = new AesGcm(key, CipherSpec.TagBytes);
            gcm.Encrypt(vector, content, encrypted, DerHeader.Write(behind, OctetString, CipherSpec.TagBytes));
            return;
        }

        using var algorithm = BlockCiphers.Create(cipher.Family, key);
        algorithm.EncryptCbc(content, vector, encrypted);
    }
}
