using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>What stands behind an envelope's content.</summary>
/// <param name="Authenticated">The additional authenticated data: authAttrs as the tag covers them, or empty.</param>
/// <param name="Tag">The mac; empty in an EnvelopedData.</param>
internal readonly record struct EnvelopeTail(ReadOnlyMemory<byte> Authenticated, ReadOnlyMemory<byte> Tag)
{
    private const int MostAttributeBytes = 1024 * 1024;
    private const int MostTagBytes = 64;

    /// <summary>Reads from the end of the content to the end of the message. Throws <see cref="EnvelopeRefusal"/> and what <see cref="BerReader"/> throws.</summary>
    public static EnvelopeTail Read(BerReader reader, EnvelopeHead head)
    {
        reader.Leave();
        var tail = default(EnvelopeTail);
        if (head.Authenticated)
        {
            // RFC 5083 §2.1: authAttrs [1], mac, unauthAttrs [2].
            var attributes = reader.PeekTag() == 0xA1 ? reader.ReadElement(MostAttributeBytes) : default;
            var mac = EnvelopeHead.Parse(reader.ReadElement(MostTagBytes), fields => fields.ReadOctetString());
            tail = new(Authenticate(attributes, head.ContentType), mac);
            if (mac.Length != head.Algorithm.TagBytes)
            {
                throw EnvelopeRefusal.Malformed("The tag is not as long as the parameters say.");
            }
        }

        var last = (byte)(head.Authenticated ? 0xA2 : 0xA1);
        if (!reader.AtEnd && reader.PeekTag() == last)
        {
            reader.ReadElement(MostAttributeBytes);
        }

        reader.Leave();
        reader.Leave();
        reader.Leave();
        return tail;
    }

    // RFC 5083 §2.1: a type other than id-data is named by an authenticated attribute; without one anybody could have changed it.
    private static ReadOnlyMemory<byte> Authenticate(ReadOnlyMemory<byte> attributes, string contentType)
    {
        if (attributes.IsEmpty)
        {
            return contentType == Oids.Data ? default : throw EnvelopeRefusal.Malformed("The type of the content is not authenticated.");
        }

        return Encode(attributes, contentType);
    }

    // RFC 5083 §2.2: what is authenticated is the DER of the attributes, with SET OF's own tag.
    private static byte[] Encode(ReadOnlyMemory<byte> attributes, string contentType)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 1);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var type = EnvelopeHead.Parse(attributes, fields =>
        {
            string? found = null;
            var set = fields.ReadSetOf(skipSortOrderValidation: true, tag);
            using (writer.PushSetOf())
            {
                while (set.HasData)
                {
                    var attribute = set.PeekEncodedValue();
                    writer.WriteEncodedValue(attribute.Span);
                    var parts = set.ReadSequence();
                    if (parts.ReadObjectIdentifier() == Oids.ContentType)
                    {
                        found = parts.ReadSetOf().ReadObjectIdentifier();
                    }
                }
            }

            return found;
        });
        return type == contentType ? writer.Encode() : throw EnvelopeRefusal.Malformed("The attributes name another type of content.");
    }
}
