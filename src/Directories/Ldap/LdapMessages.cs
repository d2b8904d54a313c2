using System.Formats.Asn1;
using System.Text;

namespace Chancery.Directories;

/// <summary>The requests sent to an LDAP server (RFC 4511 §4), each as the operation inside its LDAPMessage.</summary>
internal static class LdapMessages
{
    private const string StartTlsOid = "1.3.6.1.4.1.1466.20037";

    public static Asn1Tag Application(int number) => new(TagClass.Application, number, isConstructed: true);

    // RFC 4511 §4.2, §4.14.1
    public static byte[] Bind(int id, string name, ReadOnlySpan<byte> password)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Application(0)))
            {
                writer.WriteInteger(3);
                writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
                writer.WriteOctetString(password, new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        }

        return writer.Encode();
    }

    public static byte[] StartTls(int id)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Application(23)))
            {
                writer.WriteOctetString(Encoding.ASCII.GetBytes(StartTlsOid), new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        }

        return writer.Encode();
    }

    // RFC 4511 §4.5.1: aliases are not followed, values are asked for, both limits are told to the server, too.
    public static byte[] Search(int id, LdapSearch search)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Application(3)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(search.BaseName));
                WriteEnumerated(writer, search.WholeSubtree ? 2 : 0);
                WriteEnumerated(writer, 0);
                writer.WriteInteger(search.SizeLimit);
                writer.WriteInteger(search.TimeLimitSeconds);
                writer.WriteBoolean(false);
                WriteFilter(writer, search.AnyOf);
                using (writer.PushSequence())
                {
                    foreach (var attribute in search.Attributes)
                    {
                        writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute));
                    }
                }
            }
        }

        return writer.Encode();
    }

    // The filter goes over the wire as a structure (RFC 4511 §4.5.1.7), never as RFC 4515's text: nothing in a value can be mistaken for syntax.
    private static void WriteFilter(AsnWriter writer, IReadOnlyList<(string Attribute, string Value)> anyOf)
    {
        if (anyOf.Count == 0)
        {
            writer.WriteOctetString("objectClass"u8, new Asn1Tag(TagClass.ContextSpecific, 7));
            return;
        }

        using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true)))
        {
            foreach (var (attribute, value) in anyOf)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true)))
                {
                    writer.WriteOctetString(Encoding.ASCII.GetBytes(attribute));
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(value));
                }
            }
        }
    }

    private static void WriteEnumerated(AsnWriter writer, int value) => writer.WriteEncodedValue([0x0a, 1, (byte)value]);
}

/// <summary>A search (RFC 4511 §4.5.1): entries that have one of some values, or every entry where none is asked for.</summary>
internal sealed record LdapSearch(
    string BaseName, bool WholeSubtree, IReadOnlyList<(string Attribute, string Value)> AnyOf, IReadOnlyList<string> Attributes)
{
    public int SizeLimit { get; init; } = 16;

    public int TimeLimitSeconds { get; init; } = 10;
}
