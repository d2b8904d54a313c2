using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>What stands in front of an envelope's content: for whom it is and how the content is encrypted.</summary>
internal sealed class EnvelopeHead
{
    // Names of people and keys of RSA-16384 fit in many times over; a KeyAgreeRecipientInfo may hold many keys.
    private const int BytesPerRecipient = 4096;
    private const int MostOriginatorBytes = 1024 * 1024;
    private const int MostNameBytes = 64;
    private const int MostAlgorithmBytes = 1024;

    private readonly List<RecipientEntry> _recipients = new(1);

    private EnvelopeHead()
    {
    }

    public bool Authenticated { get; private init; }

    public string ContentType { get; private set; } = "";

    public ContentAlgorithm Algorithm { get; private set; } = null!;

    public ReadOnlyMemory<byte> OriginatorInfo { get; private set; }

    public IReadOnlyList<RecipientEntry> Recipients => _recipients;

    /// <summary>Reads up to the content, which is next to be read. Throws <see cref="EnvelopeRefusal"/> and what <see cref="BerReader"/> throws.</summary>
    public static EnvelopeHead Read(BerReader reader, int maxRecipients)
    {
        reader.Enter(0x30);
        var type = ReadObjectIdentifier(reader);
        if (type is not (Oids.EnvelopedData or Oids.AuthEnvelopedData))
        {
            throw EnvelopeRefusal.Malformed("The message is no EnvelopedData and no AuthEnvelopedData.");
        }

        var head = new EnvelopeHead { Authenticated = type == Oids.AuthEnvelopedData };
        reader.Enter(0xA0);
        reader.Enter(0x30);
        var version = Parse(reader.ReadElement(MostNameBytes), fields => fields.ReadInteger());
        if (head.Authenticated && !version.IsZero)
        {
            throw EnvelopeRefusal.Malformed("The version is not 0.");
        }

        if (reader.PeekTag() == 0xA0)
        {
            head.OriginatorInfo = reader.ReadElement(MostOriginatorBytes);
        }

        reader.Enter(0x31);
        head.ReadRecipients(reader, maxRecipients);
        reader.Leave();
        reader.Enter(0x30);
        head.ContentType = ReadObjectIdentifier(reader);
        head.Algorithm = Parse(reader.ReadElement(MostAlgorithmBytes), ContentAlgorithm.Read);
        return reader.AtEnd ? throw EnvelopeRefusal.Malformed("There is no content.") : head;
    }

    public EnvelopeInfo Describe() => new(
        Authenticated, Algorithm.Describe(), [.. _recipients.Select(AlgorithmNames.Describe)], ContentType);

    /// <summary>Reads an element whole. Throws <see cref="EnvelopeRefusal"/> and nothing else.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> element, Func<AsnReader, T> read)
    {
        try
        {
            return read(new AsnReader(element, AsnEncodingRules.BER));
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            throw EnvelopeRefusal.Malformed("An element cannot be read.");
        }
    }

    private static string ReadObjectIdentifier(BerReader reader) => Parse(reader.ReadElement(MostNameBytes), fields => fields.ReadObjectIdentifier());

    private void ReadRecipients(BerReader reader, int maxRecipients)
    {
        var room = (int)Math.Min((long)maxRecipients * BytesPerRecipient, CmsLimits.MaxMessageBytes);
        while (!reader.AtEnd)
        {
            var element = reader.ReadElement(room);
            room -= element.Length;
            try
            {
                RecipientEntry.Read(element, Authenticated, _recipients);
            }
            catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
            {
                throw EnvelopeRefusal.Malformed("A recipient cannot be read.");
            }

            if (_recipients.Count > maxRecipients)
            {
                throw new EnvelopeRefusal(PkiErrorCode.CmsTooLarge, $"There are more than {maxRecipients} recipients.");
            }
        }
    }
}
