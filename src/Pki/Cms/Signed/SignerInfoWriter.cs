using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Writes SignerInfos (RFC 5652 §5.3). Signed attributes are always there: a bare signature could be moved under other attributes.</summary>
internal static class SignerInfoWriter
{
    private static readonly DateTimeOffset FirstGeneralizedTime = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The SET OF SignerInfo, DER.</summary>
    public static byte[] WriteAll(IReadOnlyList<CmsSignerKey> signers, MessageDigests digests, SignOptions options)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            foreach (var signer in signers)
            {
                Write(writer, signer, digests.Find(signer.DigestAlgorithm)!, options);
            }
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, CmsSignerKey signer, ReadOnlySpan<byte> digest, SignOptions options)
    {
        var encoding = signer.Encoding;
        var attributes = EncodeAttributes(encoding, digest, options);
        var signature = signer.Sign(attributes);
        using (writer.PushSequence())
        {
            writer.WriteInteger(encoding.Version);
            writer.WriteEncodedValue(encoding.Identifier);
            writer.WriteEncodedValue(encoding.DigestAlgorithm);
            // RFC 5652 §5.3: in the message the same octets stand under the tag [0].
            attributes[0] = 0xA0;
            writer.WriteEncodedValue(attributes);
            writer.WriteEncodedValue(encoding.SignatureAlgorithm);
            writer.WriteOctetString(signature);
        }
    }

    // RFC 5652 §5.4: what is signed is the DER of the attributes as a SET OF; content-type and message-digest are always there.
    private static byte[] EncodeAttributes(SignerEncoding encoding, ReadOnlySpan<byte> digest, SignOptions options)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (PushAttribute(writer, Oids.ContentType, out var type))
            using (type)
            {
                writer.WriteObjectIdentifier(options.ContentType);
            }

            using (PushAttribute(writer, Oids.MessageDigest, out var value))
            using (value)
            {
                writer.WriteOctetString(digest);
            }

            if (options.SigningTime is { } time)
            {
                WriteTime(writer, time);
            }

            if (options.SigningCertificateV2)
            {
                writer.WriteEncodedValue(encoding.SigningCertificate);
            }

            foreach (var attribute in options.ExtraSignedAttributes)
            {
                WriteAttribute(writer, attribute);
            }
        }

        return writer.Encode();
    }

    // RFC 5652 §11.3: UTCTime through 2049, GeneralizedTime without fractions after.
    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        using (PushAttribute(writer, Oids.SigningTime, out var values))
        using (values)
        {
            if (time < FirstGeneralizedTime && time.Year >= 1950)
            {
                writer.WriteUtcTime(time);
            }
            else
            {
                writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
            }
        }
    }

    private static void WriteAttribute(AsnWriter writer, CmsAttribute attribute)
    {
        using (PushAttribute(writer, attribute.Oid, out var values))
        using (values)
        {
            foreach (var value in attribute.Values)
            {
                writer.WriteEncodedValue(value);
            }
        }
    }

    private static AsnWriter.Scope PushAttribute(AsnWriter writer, string oid, out AsnWriter.Scope values)
    {
        var attribute = writer.PushSequence();
        writer.WriteObjectIdentifier(oid);
        values = writer.PushSetOf();
        return attribute;
    }
}
