using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Writes AuthEnvelopedData (RFC 5083 §2.1) for one key-transport recipient.</summary>
internal static class AuthEnvelopedWriter
{
    // RFC 5084 §3.2: a 12-octet nonce is recommended; a 16-octet tag is the longest. The key is fresh, so any nonce is unused.
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    public static byte[] Write(ReadOnlySpan<byte> content, X509Certificate2 recipient, RSA publicKey, ReadOnlySpan<byte> contentKey)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        RandomNumberGenerator.Fill(nonce);
        var encrypted = new byte[content.Length];
        using (var gcm = new AesGcm(contentKey, TagBytes))
        {
            gcm.Encrypt(nonce, content, encrypted, tag);
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.AuthEnvelopedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSetOf())
                {
                    WriteRecipient(writer, recipient, publicKey.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256));
                }

                WriteContent(writer, nonce, encrypted);
                writer.WriteOctetString(tag);
            }
        }

        return writer.Encode();
    }

    // RFC 5652 §6.2.1: KeyTransRecipientInfo, version 0 with issuerAndSerialNumber.
    private static void WriteRecipient(AsnWriter writer, X509Certificate2 recipient, ReadOnlySpan<byte> encryptedKey)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            CmsNames.WriteIssuerAndSerialNumber(writer, recipient);
            WriteOaep(writer);
            writer.WriteOctetString(encryptedKey);
        }
    }

    // RFC 4055 §4.1: both hash functions are named, since the defaults are SHA-1.
    private static void WriteOaep(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.RsaOaep);
            using (writer.PushSequence())
            {
                using (writer.PushSequence(Context0))
                {
                    WriteSha256(writer);
                }

                using (writer.PushSequence(Context1))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Mgf1);
                    WriteSha256(writer);
                }
            }
        }
    }

    private static void WriteSha256(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.Sha256);
            writer.WriteNull();
        }
    }

    private static void WriteContent(AsnWriter writer, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> encrypted)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.Data);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Aes256Gcm);
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(nonce);
                    writer.WriteInteger(TagBytes);
                }
            }

            writer.WriteOctetString(encrypted, Context0);
        }
    }
}
