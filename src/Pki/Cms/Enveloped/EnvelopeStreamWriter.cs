using System.Buffers;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// Writes an envelope while its content is read: BER with indefinite lengths (X.690 §8.1.3.6), the encrypted content in segments (§8.7.3), of which no more
/// than one is held.
/// </summary>
internal static class EnvelopeStreamWriter
{
    private const int SegmentBytes = 64 * 1024;
    private const int LongestKey = 32;
    private const byte OctetString = 0x04;

    public static void Write(Stream content, Stream cms, IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher)
    {
        Span<byte> key = stackalloc byte[LongestKey];
        key = key[..cipher.KeyBytes];
        RandomNumberGenerator.Fill(key);
        Span<byte> vector = stackalloc byte[cipher.VectorBytes];
        RandomNumberGenerator.Fill(vector);
        try
        {
            WriteFront(cms, recipients, cipher, key, vector);
            using IContentEncryption encryption = cipher.Family == CipherFamily.AesGcm
                ? new GcmEncryption(key, vector)
                : new CbcEncryption(cipher, key, vector);
            WriteContent(content, cms, encryption);
            // The ends of the content, and of EncryptedContentInfo.
            cms.Write([0, 0, 0, 0]);
            if (encryption.Tag is { } tag)
            {
                WriteOctets(cms, tag);
            }

            // The ends of the envelope, of its explicit tag, and of ContentInfo.
            cms.Write([0, 0, 0, 0, 0, 0]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void WriteFront(
        Stream cms, IReadOnlyList<EnvelopeRecipient> recipients, CipherSpec cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector)
    {
        cms.Write([0x30, 0x80]);
        cms.Write(cipher.EnvelopeType.Span);
        cms.Write([0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, EnvelopeWriter.Version(recipients, cipher)]);
        cms.Write(RecipientsWriter.Write(recipients, key).Encode());
        cms.Write([0x30, 0x80]);
        cms.Write(EnvelopeWriter.ContentHead(cipher, vector).Encode());
        cms.Write([0xA0, 0x80]);
    }

    private static void WriteContent(Stream content, Stream cms, IContentEncryption encryption)
    {
        var clear = ArrayPool<byte>.Shared.Rent(SegmentBytes);
        var encrypted = ArrayPool<byte>.Shared.Rent(SegmentBytes + EnvelopeWriter.LongestVector);
        try
        {
            int read;
            do
            {
                read = content.ReadAtLeast(clear.AsSpan(0, SegmentBytes), SegmentBytes, throwOnEndOfStream: false);
                var length = encryption.Transform(clear.AsSpan(0, read), encrypted, isLast: read < SegmentBytes);
                if (length > 0)
                {
                    WriteOctets(cms, encrypted.AsSpan(0, length));
                }
            }
            while (read == SegmentBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(clear, clearArray: true);
            ArrayPool<byte>.Shared.Return(encrypted);
        }
    }

    private static void WriteOctets(Stream cms, ReadOnlySpan<byte> octets)
    {
        Span<byte> header = stackalloc byte[6];
        DerHeader.Write(header, OctetString, octets.Length);
        cms.Write(header[..DerHeader.Size(octets.Length)]);
        cms.Write(octets);
    }
}
