using System.Text;
using Chancery.Mail.Headers;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Writing;

/// <summary>What is signed and encrypted, and the header left outside (RFC 9788 §5.2, the composing of a message).</summary>
/// <param name="Outer">The header fields outside, with MIME-Version, without those of the body.</param>
/// <param name="Entity">The cryptographic payload.</param>
internal sealed record Payload(ReadOnlyMemory<byte> Outer, ReadOnlyMemory<byte> Entity)
{
    public static Payload Of(Letter letter, HeaderProtection protection, bool encrypts)
    {
        var protects = protection != HeaderProtection.None && !letter.IsProtectedAlready;
        var hides = protects && encrypts;
        var legacy = hides && protection == HeaderProtection.ProtectedWithLegacyDisplay ? letter.Subject : null;
        var entity = letter.IsReady ? letter.Entity.Raw : new EntityRewriter(legacy).Rewrite(letter.Entity);
        return new Payload(Outside(letter, hides), protects ? WithHeader(MimeView.Of(entity), letter, hides) : entity);
    }

    private static ReadOnlyMemory<byte> Outside(Letter letter, bool hides)
    {
        var outer = new ByteBuilder(4096);
        foreach (var field in letter.Others.Concat(letter.Fields))
        {
            if ((hides ? ConfidentialityPolicy.Outside(field) : field.Raw) is { } shown)
            {
                outer.Add(shown);
            }
        }

        return outer.Add("MIME-Version: 1.0\r\n"u8).Memory;
    }

    private static ReadOnlyMemory<byte> WithHeader(MimeView entity, Letter letter, bool hides)
    {
        var result = new ByteBuilder(entity.Raw.Length + 8192);
        // The type first: what decrypts to something that begins so is a message, which tools go by.
        result.Add(ContentType(entity, hides ? "cipher" : "clear"));
        foreach (var field in entity.Header.Fields.Where(field => !field.Is("Content-Type")))
        {
            result.Add(field.Raw);
        }

        foreach (var field in letter.Fields)
        {
            result.Add(field.Raw);
        }

        foreach (var field in hides ? letter.Fields : [])
        {
            if (ConfidentialityPolicy.Outside(field) is { } shown)
            {
                result.Add("HP-Outer: "u8).Add(shown);
            }
        }

        return result.Add("\r\n"u8).Add(entity.Body).Memory;
    }

    private static string ContentType(MimeView entity, string kind)
    {
        var type = entity.Type.Clone();
        type.Parameters["hp"] = kind;
        return type.ToString(Canonical.Format, Encoding.UTF8, encode: true) + "\r\n";
    }
}
