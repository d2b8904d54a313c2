using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Name constraints (RFC 5280 §4.2.1.10, RFC 9598 §6), beyond what PKITS asks.</summary>
public sealed class NameConstraintTests
{
    private const int Other = 0, Email = 1, Dns = 2, Uri = 6, Ip = 7, Registered = 8;

    private static readonly TestCa Root = new("CN=Root");

    [Theory]
    [InlineData("example.com", "alice@example.com", true)]
    [InlineData("example.com", "alice@EXAMPLE.com", true)]
    [InlineData("example.com", "alice@mail.example.com", false)]
    [InlineData("example.com", "alice@badexample.com", false)]
    [InlineData("example.com", "no address", false)]
    [InlineData("example.com", "alice@evil.test@example.com", true)]
    [InlineData(".example.com", "alice@mail.example.com", true)]
    [InlineData(".example.com", "alice@example.com", false)]
    [InlineData("alice@example.com", "alice@Example.com", true)]
    [InlineData("alice@example.com", "Alice@example.com", false)]
    [InlineData("alice@example.com", "bob@example.com", false)]
    [InlineData("", "anybody@anywhere.test", true)]
    public void Permitted_address(string constraint, string address, bool isValid) => Check([(Email, constraint)], [], isValid, TestCa.Emails(address));

    [Theory]
    [InlineData("example.com", "alice@example.com", false)]
    [InlineData("example.com", "alice@example.org", true)]
    [InlineData("example.com", "no address", false)]
    [InlineData(".example.com", "alice@a.b.example.com", false)]
    [InlineData("", "anybody@anywhere.test", false)]
    [InlineData("example.com", "alice@example.com.", false)]
    public void Excluded_address(string constraint, string address, bool isValid) => Check([], [(Email, constraint)], isValid, TestCa.Emails(address));

    [Theory]
    [InlineData("example.com", "öl@example.com", true)]
    [InlineData("example.com", "öl@example.org", false)]
    [InlineData("xn--bcher-kva.example", "öl@xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "öl@bücher.example", true)]
    [InlineData("xn--bcher-kva.example", "öl@andere.example", false)]
    public void International_address_is_constrained_as_any_other(string constraint, string address, bool isValid) =>
        Check([(Email, constraint)], [], isValid, SmtpUtf8(address));

    [Fact]
    public void Address_of_the_subject_is_constrained_with_and_without_alternative_names()
    {
        Check([(Email, "example.com")], [], false, "CN=x,E=alice@example.org");
        Check([(Email, "example.com")], [], true, "CN=x,E=alice@example.com");
        Check([(Email, "example.com")], [], false, "CN=x,E=alice@example.org", TestCa.Emails("alice@example.com"));
        Check([], [(Email, "example.org")], false, "CN=x,E=alice@example.org", TestCa.Emails("alice@example.com"));
    }

    [Theory]
    [InlineData(Dns, "example.com", "www.example.com", true)]
    [InlineData(Dns, "example.com", "www.example.com.", true)]
    [InlineData(Dns, "example.com", "wwwexample.com", false)]
    [InlineData(Uri, ".example.com", "https://user@www.example.com:8443/x?y@z", true)]
    [InlineData(Uri, ".example.com", "https://example.com/", false)]
    [InlineData(Uri, "example.com", "https://example.com#.evil.test", true)]
    [InlineData(Uri, "example.com", "https://evil.test/?@example.com", false)]
    [InlineData(Uri, "example.com", "https://192.0.2.1/", false)]
    [InlineData(Uri, "example.com", "urn:example.com", false)]
    public void Permitted_host(int kind, string constraint, string name, bool isValid) => Check([(kind, constraint)], [], isValid, Names((kind, name)));

    [Fact]
    public void Name_of_another_kind_is_not_constrained() => Check([(Dns, "example.com"), (Uri, "example.com")], [], true, TestCa.Emails("alice@example.org"));

    [Theory]
    [InlineData("C0000200FFFFFF00", "C0000201", true)]
    [InlineData("C0000200FFFFFF00", "C0000301", false)]
    [InlineData("C0000200FFFFFF00", "20010DB8000000000000000000000001", false)]
    public void Permitted_address_of_a_host(string constraint, string name, bool isValid) => Check([(Ip, Hex(constraint))], [], isValid, Names((Ip, Hex(name))));

    [Fact]
    public void Kind_that_cannot_be_compared_neither_permits_nor_spares()
    {
        var name = Names((Registered, "\x2A\x03"));
        Check([(Registered, "\x2A\x03")], [], false, name);
        Check([], [(Registered, "\x2A\x04")], false, name);
        Check([(Email, "example.com")], [], true, name);
    }

    [Fact]
    public void Constraints_of_every_authority_hold_down_to_the_end()
    {
        var upper = new TestCa("CN=Upper", Root, Constraints([(Email, ".example.com")], []));
        var lower = new TestCa("CN=Lower", upper, Constraints([(Email, "sales.example.com")], []));
        Ask.Valid(Ask.For(lower.Issue("CN=x", TestCa.Emails("a@sales.example.com")), Root, upper.Certificate, lower.Certificate));
        Ask.Invalid(PathReasonCode.NameConstraintViolated, Ask.For(lower.Issue("CN=x", TestCa.Emails("a@it.example.com")), Root, upper.Certificate, lower.Certificate));
        var wider = new TestCa("CN=Wider", upper, Constraints([(Email, "")], []));
        Ask.Invalid(PathReasonCode.NameConstraintViolated, Ask.For(wider.Issue("CN=x", TestCa.Emails("a@example.org")), Root, upper.Certificate, wider.Certificate));
    }

    [Fact]
    public void Constraints_of_the_anchor_hold_too()
    {
        var root = new TestCa("CN=Narrow Root", null, Constraints([(Email, "example.com")], []));
        Ask.Valid(Ask.For(root.Issue("CN=x", TestCa.Emails("a@example.com")), root));
        Ask.Invalid(PathReasonCode.NameConstraintViolated, Ask.For(root.Issue("CN=x", TestCa.Emails("a@example.org")), root));
    }

    private static void Check((int, string)[] permitted, (int, string)[] excluded, bool isValid, params X509Extension[] extensions) =>
        Check(permitted, excluded, isValid, "CN=x", extensions);

    private static void Check((int, string)[] permitted, (int, string)[] excluded, bool isValid, string subject, params X509Extension[] extensions)
    {
        var middle = new TestCa("CN=Middle", Root, Constraints(permitted, excluded));
        var request = Ask.For(middle.Issue(subject, extensions), Root, middle.Certificate);
        if (isValid)
        {
            Ask.Valid(request);
        }
        else
        {
            Ask.Invalid(PathReasonCode.NameConstraintViolated, request);
        }
    }

    private static X509Extension Constraints((int Kind, string Name)[] permitted, (int Kind, string Name)[] excluded) =>
        TestCa.Extension("2.5.29.30", true, writer =>
        {
            using (writer.PushSequence())
            {
                Subtrees(writer, 0, permitted);
                Subtrees(writer, 1, excluded);
            }
        });

    private static void Subtrees(AsnWriter writer, int tag, (int Kind, string Name)[] names)
    {
        if (names.Length > 0)
        {
            using var list = writer.PushSequence(TestCa.Tag(tag));
            foreach (var (kind, name) in names)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(Encoding.Latin1.GetBytes(name), TestCa.Tag(kind));
                }
            }
        }
    }

    private static X509Extension Names(params (int Kind, string Name)[] names) => TestCa.Extension("2.5.29.17", false, writer =>
    {
        using (writer.PushSequence())
        {
            foreach (var (kind, name) in names)
            {
                writer.WriteOctetString(Encoding.Latin1.GetBytes(name), TestCa.Tag(kind));
            }
        }
    });

    private static X509Extension SmtpUtf8(string address) => TestCa.Extension("2.5.29.17", false, writer =>
    {
        using (writer.PushSequence())
        using (writer.PushSequence(TestCa.Tag(Other)))
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.8.9");
            using (writer.PushSequence(TestCa.Tag(0)))
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, address);
            }
        }
    });

    private static string Hex(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex));
}
