using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>Puts SignedData together from parts that do not go together.</summary>
internal static class SignedMessages
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static byte[] Encode(CmsAttribute attribute)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        Write(writer, attribute);
        return writer.Encode();
    }

    public static byte[] EncodeSet(IEnumerable<CmsAttribute> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            foreach (var attribute in attributes)
            {
                Write(writer, attribute);
            }
        }

        return writer.Encode();
    }

    public static byte[] Write(
        string type, byte[] content, X509Certificate2 certificate, SignerStructure signer, Action<SignerStructure, AsnWriter> writeAttributes, byte[]? unsigned = null)
    {
        // BER, so that sets stay as they are put.
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(3);
                using (writer.PushSetOf())
                {
                    WriteAlgorithm(writer, signer.DigestAlgorithm, default);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(type);
                    using (writer.PushSequence(Context0))
                    {
                        writer.WriteOctetString(content);
                    }
                }

                using (writer.PushSetOf(Context0))
                {
                    writer.WriteEncodedValue(certificate.RawData);
                }

                using (writer.PushSetOf())
                {
                    WriteSigner(writer, signer, writeAttributes, unsigned);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteSigner(AsnWriter writer, SignerStructure signer, Action<SignerStructure, AsnWriter> writeAttributes, byte[]? unsigned)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.Issuer.Span);
                writer.WriteInteger(signer.SerialNumber.Span);
            }

            WriteAlgorithm(writer, signer.DigestAlgorithm, default);
            writeAttributes(signer, writer);
            WriteAlgorithm(writer, signer.SignatureAlgorithm, signer.SignatureParameters);
            writer.WriteOctetString(signer.Signature.Span);
            if (unsigned is not null)
            {
                writer.WriteEncodedValue(unsigned);
            }
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid, ReadOnlyMemory<byte> parameters)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (!parameters.IsEmpty)
            {
                writer.WriteEncodedValue(parameters.Span);
            }
        }
    }

    private static void Write(AsnWriter writer, CmsAttribute attribute)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(attribute.Oid);
            using (writer.PushSetOf())
            {
                foreach (var value in attribute.Values)
                {
                    writer.WriteEncodedValue(value);
                }
            }
        }
    }
}
