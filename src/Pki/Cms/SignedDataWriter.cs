using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// Writes SignedData (RFC 5652 §5.1) over id-data. The runtime's SignedCms refuses to sign empty content, which a SCEP failure has; so all is
/// written here, in one way.
/// </summary>
internal static class SignedDataWriter
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    /// <summary>A SignedData without signers, that only carries certificates.</summary>
    public static byte[] CertificatesOnly(IEnumerable<X509Certificate2> certificates) =>
        Write(writer => { }, writer => writer.WriteObjectIdentifier(Oids.Data), certificates, writer => { });

    public static byte[] Sign(
        ReadOnlyMemory<byte>? content, ReadOnlySpan<byte> digest, X509Certificate2 certificate, AsymmetricAlgorithm key,
        IEnumerable<X509Certificate2> certificates, IEnumerable<AsnEncodedData> attributes)
    {
        var signedAttributes = EncodeAttributes(digest, attributes);
        return Write(WriteSha256, WriteContent, certificates, WriteSigner);

        void WriteContent(AsnWriter writer)
        {
            writer.WriteObjectIdentifier(Oids.Data);
            if (content is { } inside)
            {
                using (writer.PushSequence(Context0))
                {
                    writer.WriteOctetString(inside.Span);
                }
            }
        }

        void WriteSigner(AsnWriter writer) => WriteSignerInfo(writer, certificate, key, signedAttributes);
    }

    private static byte[] Write(Action<AsnWriter> digests, Action<AsnWriter> content, IEnumerable<X509Certificate2> certificates, Action<AsnWriter> signers)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                {
                    digests(writer);
                }

                using (writer.PushSequence())
                {
                    content(writer);
                }

                using (writer.PushSetOf(Context0))
                {
                    foreach (var certificate in certificates)
                    {
                        writer.WriteEncodedValue(certificate.RawDataMemory.Span);
                    }
                }

                using (writer.PushSetOf())
                {
                    signers(writer);
                }
            }
        }

        return writer.Encode();
    }

    // RFC 5652 §5.4: what is signed is the DER of the attributes as a SET OF; content-type and message-digest are always there.
    private static byte[] EncodeAttributes(ReadOnlySpan<byte> digest, IEnumerable<AsnEncodedData> attributes)
    {
        var contentType = new AsnWriter(AsnEncodingRules.DER);
        contentType.WriteObjectIdentifier(Oids.Data);
        var messageDigest = new AsnWriter(AsnEncodingRules.DER);
        messageDigest.WriteOctetString(digest);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, Oids.ContentType, contentType.Encode());
            WriteAttribute(writer, Oids.MessageDigest, messageDigest.Encode());
            foreach (var attribute in attributes)
            {
                WriteAttribute(writer, attribute.Oid!.Value!, attribute.RawData);
            }
        }

        return writer.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, ReadOnlySpan<byte> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
            {
                writer.WriteEncodedValue(value);
            }
        }
    }

    private static void WriteSignerInfo(AsnWriter writer, X509Certificate2 certificate, AsymmetricAlgorithm key, byte[] signedAttributes)
    {
        var signature = key switch
        {
            RSA rsa => rsa.SignData(signedAttributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa ec => ec.SignData(signedAttributes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            _ => throw new ArgumentException("An RSA or ECDSA key.", nameof(key)),
        };
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            CmsNames.WriteIssuerAndSerialNumber(writer, certificate);
            WriteSha256(writer);
            // §5.3: in the message the same octets stand under the tag [0].
            signedAttributes[0] = 0xA0;
            writer.WriteEncodedValue(signedAttributes);
            WriteSignatureAlgorithm(writer, key);
            writer.WriteOctetString(signature);
        }
    }

    // RFC 3370 §3.2 (rsaEncryption, the digest named beside it) and RFC 5754 §3.3.
    private static void WriteSignatureAlgorithm(AsnWriter writer, AsymmetricAlgorithm key)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(key is RSA ? Oids.Rsa : Oids.EcdsaSha256);
            if (key is RSA)
            {
                writer.WriteNull();
            }
        }
    }

    // RFC 5754 §2: the parameters are absent when written.
    private static void WriteSha256(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.Sha256);
        }
    }
}
