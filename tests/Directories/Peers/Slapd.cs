using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Directories.Tests;

/// <summary>OpenLDAP's server with a small directory, on free ports of 127.0.0.1: in the clear (with StartTLS) and with TLS.</summary>
public sealed class Slapd : IAsyncLifetime
{
    /// <summary>Where its people are.</summary>
    public const string BaseName = "dc=example,dc=org";

    /// <summary>A certificate in <c>userCertificate;binary</c>.</summary>
    internal static readonly X509Certificate2 Alice = TestPerson.Certificate("alice@example.org");

    /// <summary>One in <c>userSMIMECertificate</c>, and an older one in <c>userCertificate;binary</c>.</summary>
    internal static readonly X509Certificate2 Bob = TestPerson.Certificate("bob@example.org");

    /// <inheritdoc cref="Bob"/>
    internal static readonly X509Certificate2 BobBefore = TestPerson.Certificate("bob@example.org", TestPerson.Now.AddMonths(-9));

    private readonly TestFolder _folder = new();
    private Peer? _server;

    /// <summary>The port in the clear.</summary>
    public int Port { get; } = Peer.FreePort();

    /// <summary>The port with TLS.</summary>
    public int TlsPort { get; } = Peer.FreePort();

    /// <summary>The authority of its TLS certificate: itself, named localhost.</summary>
    public X509Certificate2 Authority { get; } = MakeServer("localhost");

    /// <summary>A file with the password of <c>cn=reader</c>.</summary>
    public string PasswordFile => _folder["password"];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder["server.pem"], Authority.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["server.key"], Authority.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(PasswordFile, "correct horse\n");
        await File.WriteAllTextAsync(_folder["slapd.conf"], Configuration());
        await File.WriteAllTextAsync(_folder["people.ldif"], People());
        Directory.CreateDirectory(_folder["data"]);
        await Peer.RunAsync("slapadd", "slapd", "-q", "-f", _folder["slapd.conf"], "-l", _folder["people.ldif"]);
        _server = await Peer.StartAsync(
            "slapd", "slapd", ["-d", "0", "-f", _folder["slapd.conf"], "-h", $"ldap://127.0.0.1:{Port} ldaps://127.0.0.1:{TlsPort}"], _ => Peer.ListensAsync(TlsPort));
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A self-signed TLS certificate.</summary>
    internal static X509Certificate2 MakeServer(string name)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        // TLS looks at the machine's clock, not at the tests'.
        return request.CreateSelfSigned(DateTimeOffset.Parse("2020-01-01Z"), DateTimeOffset.Parse("2099-01-01Z"));
    }

    private string Configuration() => $$"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        TLSCertificateFile {{_folder["server.pem"]}}
        TLSCertificateKeyFile {{_folder["server.key"]}}
        # Active Directory's list of all addresses, as a stranger's schema has it.
        attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        objectclass ( 1.2.840.113556.1.5.9999 NAME 'mailRecipient' AUXILIARY MAY proxyAddresses )
        database mdb
        suffix "{{BaseName}}"
        directory {{_folder["data"]}}
        maxsize 16777216
        access to dn.subtree="ou=secret,{{BaseName}}" by dn.exact="cn=reader,{{BaseName}}" read by anonymous auth by * none
        access to attrs=userPassword by anonymous auth by * none
        access to * by * read
        """;

    private static string People()
    {
        var ldif = new StringBuilder($"""
            dn: {BaseName}
            objectClass: dcObject
            objectClass: organization
            dc: example
            o: Example

            dn: ou=secret,{BaseName}
            objectClass: organizationalUnit
            ou: secret

            dn: cn=reader,{BaseName}
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: reader
            userPassword: correct horse


            """);
        Add(ldif, "alice", BaseName, "alice@example.org", ("userCertificate;binary", Alice.RawData));
        Add(ldif, "bob", BaseName, "bob@example.org", ("userSMIMECertificate", SmimeValues.Signed(Bob)), ("userCertificate;binary", BobBefore.RawData));
        Add(ldif, "carol", $"ou=secret,{BaseName}", "carol@example.org", ("userCertificate;binary", TestPerson.Certificate("carol@example.org").RawData));
        Add(ldif, "dave", BaseName, "dave@example.org", ("userCertificate;binary", TestPerson.Certificate("eve@example.org").RawData));
        Add(ldif, "eve", BaseName, "eve@example.org", ("userSMIMECertificate", [0x30, 0x03, 0x02, 0x01, 0x05]));
        Add(ldif, "frank", BaseName, "frank@example.org", [.. Enumerable.Range(1, 70).Select(number =>
            ("userCertificate;binary", TestPerson.Certificate("frank@example.org", TestPerson.Now.AddHours(-number)).RawData))]);
        return ldif.ToString();
    }

    private static void Add(StringBuilder ldif, string name, string under, string mail, params (string Attribute, byte[] Value)[] values)
    {
        ldif.AppendLine($"dn: uid={name},{under}\nobjectClass: inetOrgPerson\nobjectClass: mailRecipient\nuid: {name}\ncn: {name}\nsn: {name}\nmail: {mail}");
        ldif.AppendLine($"proxyAddresses: SMTP:{mail}\nproxyAddresses: smtp:{name}@alias.example.org");
        foreach (var (attribute, value) in values)
        {
            ldif.AppendLine($"{attribute}:: {Convert.ToBase64String(value)}");
        }

        ldif.AppendLine();
    }
}
