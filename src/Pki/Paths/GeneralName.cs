using System.Formats.Asn1;
using System.Text;

namespace Chancery.Pki;

/// <summary>One GeneralName (RFC 5280 §4.2.1.6): what kind it is, its encoding, and the name of a directoryName.</summary>
internal readonly record struct GeneralName(GeneralNameKind Kind, ReadOnlyMemory<byte> Encoded, NameKey? Directory)
{
    /// <summary>A directoryName, for comparison alone.</summary>
    public static GeneralName OfDirectory(NameKey name) => new(GeneralNameKind.Directory, default, name);

    /// <summary>Reads a GeneralNames whose own tag has been taken off.</summary>
    public static List<GeneralName> ReadAll(AsnReader names)
    {
        var found = new List<GeneralName>();
        while (names.HasData)
        {
            found.Add(Read(names));
        }

        return found;
    }

    public static GeneralName Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue is < 0 or > (int)GeneralNameKind.RegisteredId)
        {
            throw new AsnContentException("Not a GeneralName.");
        }

        var (kind, encoded) = ((GeneralNameKind)tag.TagValue, reader.ReadEncodedValue());
        return new(kind, encoded, kind == GeneralNameKind.Directory ? ReadDirectoryName(encoded) : null);
    }

    /// <summary>The content octets.</summary>
    public ReadOnlySpan<byte> Content
    {
        get
        {
            AsnDecoder.ReadEncodedValue(Encoded.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
            return Encoded.Span.Slice(offset, length);
        }
    }

    /// <summary>The text of an rfc822Name, dNSName or URI. IA5String is ASCII; an octet beyond it equals no other.</summary>
    public string Text => Encoding.Latin1.GetString(Content);

    /// <summary>The address of an otherName of type SmtpUTF8Mailbox (RFC 9598 §3); null for every other type.</summary>
    public string? SmtpUtf8Mailbox
    {
        get
        {
            var other = OtherName();
            return other.ReadObjectIdentifier() == Oids.SmtpUtf8Mailbox
                ? other.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadCharacterString(UniversalTagNumber.UTF8String)
                : null;
        }
    }

    /// <summary>The type of an otherName.</summary>
    public string OtherNameType => OtherName().ReadObjectIdentifier();

    /// <summary>Whether two names are the same: directory names by their key, all others octet for octet.</summary>
    public bool Matches(GeneralName other) => Kind == other.Kind
        && (Directory is not null ? Directory.Equals(other.Directory) : Encoded.Span.SequenceEqual(other.Encoded.Span));

    // The choice of a Name is tagged explicitly.
    private static NameKey ReadDirectoryName(ReadOnlyMemory<byte> encoded)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, (int)GeneralNameKind.Directory, true);
        return NameKey.Read(new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence(tag).ReadEncodedValue());
    }

    private AsnReader OtherName() => new AsnReader(Encoded, AsnEncodingRules.DER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, true));
}

/// <summary>The kinds of GeneralName, by their tags.</summary>
internal enum GeneralNameKind
{
    Other = 0,
    Email = 1,
    Dns = 2,
    X400 = 3,
    Directory = 4,
    EdiParty = 5,
    Uri = 6,
    IpAddress = 7,
    RegisteredId = 8,
}
