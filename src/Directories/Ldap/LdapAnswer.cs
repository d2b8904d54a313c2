using System.Formats.Asn1;
using System.Numerics;
using System.Text;

namespace Chancery.Directories;

/// <summary>One message from an LDAP server.</summary>
/// <param name="Id">The request it answers; 0 for what nobody asked for.</param>
/// <param name="Operation">The number of its APPLICATION tag.</param>
/// <param name="Result">The result, where it is one.</param>
/// <param name="Entry">The entry found, where it is one.</param>
internal sealed record LdapAnswer(int Id, int Operation, LdapResult? Result, LdapEntry? Entry)
{
    public const int BindResponse = 1;
    public const int SearchResultEntry = 4;
    public const int SearchResultDone = 5;
    public const int SearchResultReference = 19;
    public const int ExtendedResponse = 24;

    private const int MaxAttributes = 256;
    private const int MaxValues = 1024;

    /// <summary>Reads one LDAPMessage. Throws what <see cref="AsnReader"/> throws.</summary>
    public static LdapAnswer Read(ReadOnlyMemory<byte> message)
    {
        var fields = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        var id = Small(fields.ReadInteger());
        var tag = fields.PeekTag();
        if (tag.TagClass != TagClass.Application)
        {
            throw new AsnContentException("Not an LDAP operation.");
        }

        return tag.TagValue switch
        {
            BindResponse or SearchResultDone or ExtendedResponse => new(id, tag.TagValue, ReadResult(fields.ReadSequence(tag)), null),
            SearchResultEntry => new(id, tag.TagValue, null, ReadEntry(fields.ReadSequence(tag))),
            _ => new(id, tag.TagValue, null, null),
        };
    }

    // RFC 4511 §4.1.9
    private static LdapResult ReadResult(AsnReader result)
    {
        var code = new BigInteger(result.ReadEnumeratedBytes().Span, isBigEndian: true);
        result.ReadOctetString();
        return new LdapResult(Small(code), PlainText.Of(Encoding.UTF8.GetString(result.ReadOctetString())));
    }

    // RFC 4511 §4.5.2
    private static LdapEntry ReadEntry(AsnReader entry)
    {
        var found = new LdapEntry(Encoding.UTF8.GetString(entry.ReadOctetString()), []);
        var attributes = entry.ReadSequence();
        var values = 0;
        while (attributes.HasData && found.Values.Count < MaxAttributes)
        {
            var attribute = attributes.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString());
            // A SET OF in no order: LDAP's BER does not sort.
            var set = attribute.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData && values++ < MaxValues)
            {
                found.Values.Add((name, set.ReadOctetString()));
            }
        }

        return found;
    }

    private static int Small(BigInteger value) => value >= 0 && value <= int.MaxValue ? (int)value : throw new AsnContentException("A number out of range.");
}

/// <summary>How an operation ended (RFC 4511 §4.1.9, appendix A).</summary>
internal sealed record LdapResult(int Code, string Message)
{
    public const int Success = 0;
    public const int SizeLimitExceeded = 4;

    public override string ToString() => Message.Length == 0 ? $"LDAP result {Code}." : $"LDAP result {Code}: {Message}";
}

/// <summary>An entry: the values of its attributes, each with its attribute's description as the server wrote it.</summary>
internal sealed record LdapEntry(string Name, List<(string Attribute, byte[] Value)> Values)
{
    /// <summary>The values of an attribute, whatever its options (<c>;binary</c>) and its case.</summary>
    public IEnumerable<byte[]> Of(string attribute) =>
        Values.Where(pair => pair.Attribute.Split(';')[0].Equals(attribute, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value);
}
