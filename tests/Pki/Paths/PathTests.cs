using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Building and validating paths, beyond what PKITS asks.</summary>
public sealed class PathTests
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";

    private static readonly TestCa Root = new("CN=Root");
    private static readonly TestCa Middle = new("CN=Middle", Root);

    [Fact]
    public void Path_is_told_from_the_certificate_to_the_anchor()
    {
        var leaf = Middle.Issue("CN=leaf");
        var result = Ask.For(leaf, Root, Root.Certificate, new TestCa("CN=Other").Certificate, Middle.Certificate).Validate();
        Assert.Equal(PathVerdict.Valid, result.Verdict);
        Assert.Equal([leaf, Middle.Certificate, Root.Certificate], result.Path);
        Assert.Empty(result.Missing);
    }

    [Fact]
    public void Certificate_of_our_own_authority_is_valid_for_mail()
    {
        var certificate = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var request = Ask.For(certificate, Root, Given.Issuing.Certificate) with { Trust = Ask.Trust(Given.Root.Certificate), At = Given.Start.AddDays(3) };
        Ask.Valid(request with { Purpose = KeyPurpose.EmailSigning });
        Ask.Invalid(PathReasonCode.KeyUsageForbids, request with { Purpose = KeyPurpose.EmailEncryption });
        Ask.Valid(request.With(
            Given.Issuing.SignCrl([], 1, Given.Start, Given.Start.AddDays(7)), Given.Root.SignCrl([], 1, Given.Start, Given.Start.AddDays(7))));
    }

    [Theory]
    [InlineData(KeyPurpose.EmailSigning, X509KeyUsageFlags.DigitalSignature, EmailProtection, true)]
    [InlineData(KeyPurpose.EmailSigning, X509KeyUsageFlags.NonRepudiation, "2.5.29.37.0", true)]
    [InlineData(KeyPurpose.EmailSigning, X509KeyUsageFlags.KeyAgreement, EmailProtection, false)]
    [InlineData(KeyPurpose.EmailSigning, X509KeyUsageFlags.DigitalSignature, ServerAuth, false)]
    [InlineData(KeyPurpose.EmailEncryption, X509KeyUsageFlags.KeyAgreement, EmailProtection, true)]
    [InlineData(KeyPurpose.EmailEncryption, X509KeyUsageFlags.DigitalSignature, EmailProtection, false)]
    [InlineData(KeyPurpose.Any, X509KeyUsageFlags.DigitalSignature, ServerAuth, true)]
    public void Purpose_decides_which_usages_are_wanted(KeyPurpose purpose, X509KeyUsageFlags usage, string extended, bool isValid)
    {
        var leaf = Middle.Issue("CN=leaf", TestCa.KeyUsage(usage), TestCa.Eku(extended));
        var result = (Ask.For(leaf, Root, Middle.Certificate) with { Purpose = purpose }).Validate();
        Assert.True(result.Verdict == (isValid ? PathVerdict.Valid : PathVerdict.Invalid), Ask.Describe(result));
    }

    [Fact]
    public void Authority_for_servers_alone_issues_no_mail_certificate()
    {
        var servers = new TestCa("CN=Servers", Root, TestCa.Eku(ServerAuth));
        var request = Ask.For(servers.Issue("CN=leaf", TestCa.Eku(EmailProtection)), Root, servers.Certificate);
        Ask.Valid(request);
        var result = Ask.Invalid(PathReasonCode.ExtendedKeyUsageForbids, request with { Purpose = KeyPurpose.EmailSigning });
        Assert.Equal(servers.Certificate, Assert.Single(result.Reasons).Certificate);
    }

    [Fact]
    public void Certificate_trusted_for_itself_is_valid_and_issues_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Bob", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(TestCa.KeyUsage(X509KeyUsageFlags.DigitalSignature));
        var bob = request.CreateSelfSigned(TestCa.Start, TestCa.End);
        var forged = new CertificateRequest("CN=Mallory", ECDsa.Create(), HashAlgorithmName.SHA256)
            .Create(bob.SubjectName, X509SignatureGenerator.CreateForECDsa(key), TestCa.Start, TestCa.End, [1]);
        var trust = Ask.Trust(bob);
        var ask = new PathRequest { Certificate = bob, Trust = trust, At = Ask.At };
        Ask.Valid(ask);
        Ask.Valid(ask with { Purpose = KeyPurpose.EmailSigning });
        Ask.Invalid(PathReasonCode.KeyUsageForbids, ask with { Purpose = KeyPurpose.EmailEncryption });
        Ask.Invalid(PathReasonCode.CertificateExpired, ask with { At = TestCa.End.AddDays(1) });
        Ask.Invalid(PathReasonCode.NotAnAuthority, ask with { Certificate = forged });
    }

    [Fact]
    public void Anchor_of_version_1_issues()
    {
        using var folder = new TempFolder();
        OpenSsl.Run("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.Path("key"), "-subj", "/CN=Old Root", "-out", folder.Path("csr"));
        OpenSsl.Run("x509", "-req", "-in", folder.Path("csr"), "-signkey", folder.Path("key"), "-days", "3650", "-out", folder.Path("root"));
        OpenSsl.Run([.. IssueLeaf(folder, "root", "key")]);
        var (root, leaf) = (X509CertificateLoader.LoadCertificateFromFile(folder.Path("root")), X509CertificateLoader.LoadCertificateFromFile(folder.Path("leaf")));
        Assert.Equal(1, root.Version);
        Ask.Valid(new() { Certificate = leaf, Trust = Ask.Trust(root), At = DateTimeOffset.UtcNow.AddMinutes(1), RevocationMode = RevocationMode.None });
    }

    [Fact]
    public void Without_the_issuer_it_is_unverifiable_and_tells_where_it_may_be()
    {
        var leaf = Middle.Issue("CN=leaf", new X509AuthorityInformationAccessExtension(["http://ocsp.test/"], ["http://ca.test/middle.crt"]));
        var result = Ask.Unverifiable(PathReasonCode.IssuerUnknown, Ask.For(leaf, Root));
        var missing = Assert.Single(result.Missing);
        Assert.Equal((MissingEvidenceKind.IssuerCertificate, leaf), (missing.Kind, missing.Certificate));
        Assert.Equal(["http://ca.test/middle.crt"], missing.Urls);
        Assert.Equal([leaf], result.Path);
    }

    [Fact]
    public void Root_that_is_not_trusted_leaves_it_unverifiable()
    {
        var stranger = new TestCa("CN=Stranger");
        Ask.Unverifiable(PathReasonCode.UntrustedRoot, Ask.For(stranger.Issue("CN=leaf"), Root, stranger.Certificate));
        Ask.Unverifiable(PathReasonCode.UntrustedRoot, Ask.For(stranger.Certificate, Root));
        Ask.Unverifiable(PathReasonCode.IssuerUnknown, Ask.For(stranger.Issue("CN=leaf"), Root) with { Trust = TrustAnchors.None });
    }

    [Fact]
    public void Issuer_of_the_same_name_with_another_key_is_told_from_none()
    {
        var impostor = new TestCa("CN=Middle", Root);
        var leaf = Middle.Issue("CN=leaf");
        Ask.Unverifiable(PathReasonCode.IssuerUnknown, Ask.For(leaf, Root, impostor.Certificate));
        Ask.Valid(Ask.For(leaf, Root, impostor.Certificate, Middle.Certificate));
        var altered = (byte[])leaf.RawData.Clone();
        altered[^3] ^= 1;
        Ask.Invalid(PathReasonCode.SignatureInvalid, Ask.For(X509CertificateLoader.LoadCertificate(altered), Root, Middle.Certificate));
    }

    [Fact]
    public void Cross_certificates_are_tried_until_one_leads_to_a_valid_path()
    {
        var other = new TestCa("CN=Other Root");
        var expired = other.Issue("CN=Middle", TestCa.Start, TestCa.Start.AddDays(1), TestCa.Ca());
        var narrow = Sign(other, Middle, TestCa.Eku(ServerAuth));
        var good = Sign(other, Middle);
        var leaf = Middle.Issue("CN=leaf", TestCa.Eku(EmailProtection));
        Ask.Valid(Ask.For(leaf, other, Middle.Certificate, expired, narrow, good) with { Purpose = KeyPurpose.EmailSigning });
        Ask.Invalid(PathReasonCode.ExtendedKeyUsageForbids, Ask.For(leaf, other, Middle.Certificate, expired, narrow) with { Purpose = KeyPurpose.EmailSigning });
    }

    [Fact]
    public void Authorities_that_certify_one_another_are_no_way_out()
    {
        var (first, second) = (new TestCa("CN=A"), new TestCa("CN=B"));
        var leaf = first.Issue("CN=leaf");
        Ask.Unverifiable(PathReasonCode.IssuerUnknown, Ask.For(leaf, Root, Sign(first, second), Sign(second, first)));
    }

    [Fact]
    public void Names_that_differ_in_case_white_space_and_string_type_are_one()
    {
        var root = new TestCa("CN=Größe  Root,O=Example");
        var name = new AsnWriter(AsnEncodingRules.DER);
        using (name.PushSequence())
        {
            Add(name, "2.5.4.10", UniversalTagNumber.PrintableString, "EXAMPLE");
            Add(name, "2.5.4.3", UniversalTagNumber.BMPString, " GRÖßE root\t");
        }

        var renamed = root.As(Self(root, new X500DistinguishedName(name.Encode())));
        Ask.Valid(Ask.For(renamed.Issue("CN=leaf"), root));
        Ask.Unverifiable(PathReasonCode.IssuerUnknown, Ask.For(root.As(Self(root, new X500DistinguishedName("CN=Größe Root 2,O=Example"))).Issue("CN=leaf"), root));
    }

    [Theory]
    [InlineData("SHA1", true)]
    [InlineData("MD5", false)]
    public void Weak_signature_is_refused_and_taken_from_archives_where_it_may(string digest, bool isTakenFromArchives)
    {
        using var folder = new TempFolder();
        OpenSsl.Run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.Path("key"), "-subj", "/CN=R", "-days", "3650", "-out", folder.Path("root"));
        OpenSsl.Run("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.Path("key2"), "-subj", "/CN=leaf", "-out", folder.Path("csr"));
        OpenSsl.Run([.. IssueLeaf(folder, "root", "key"), $"-{digest.ToLowerInvariant()}"]);
        var request = new PathRequest
        {
            Certificate = X509CertificateLoader.LoadCertificateFromFile(folder.Path("leaf")),
            Trust = Ask.Trust(X509CertificateLoader.LoadCertificateFromFile(folder.Path("root"))),
            At = DateTimeOffset.UtcNow.AddMinutes(1),
            RevocationMode = RevocationMode.None,
        };
        Ask.Invalid(PathReasonCode.SignatureWeak, request);
        Assert.Equal(isTakenFromArchives ? PathVerdict.Valid : PathVerdict.Invalid, (request with { AllowSha1 = true }).Validate().Verdict);
    }

    [Fact]
    public void Certificate_with_an_extension_twice_or_unreadable_is_malformed()
    {
        // The runtime writes no extension twice: one of another name is renamed afterwards.
        var twice = Root.Issue("CN=leaf", TestCa.Eku(EmailProtection), TestCa.Extension("2.5.29.99", false, writer => writer.WriteNull())).RawData;
        twice[twice.AsSpan().IndexOf((byte[])[0x55, 0x1D, 99]) + 2] = 37;
        Ask.Invalid(PathReasonCode.CertificateMalformed, Ask.For(X509CertificateLoader.LoadCertificate(twice), Root));
        var broken = Root.Issue("CN=leaf", TestCa.Extension("2.5.29.30", true, writer => writer.WriteNull()));
        Ask.Invalid(PathReasonCode.CertificateMalformed, Ask.For(broken, Root));
        Given.Fails(PkiErrorCode.CertificateMalformed, TrustAnchors.Create([broken]));
    }

    [Fact]
    public void Signature_of_every_kind_is_verified()
    {
        using var folder = new TempFolder();
        foreach (var (name, key, sign) in new[]
        {
            ("pss", "rsa:2048", new[] { "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20" }), ("rsa", "rsa:3072", []),
            ("ed25519", "ed25519", []), ("ed448", "ed448", []),
        })
        {
            OpenSsl.Run(
                ["req", "-x509", "-newkey", key, "-nodes", "-keyout", folder.Path("key"), "-subj", $"/CN={name}", "-days", "3650", "-out", folder.Path(name), .. sign]);
            OpenSsl.Run("req", "-new", "-newkey", "ed25519", "-nodes", "-keyout", folder.Path("key2"), "-subj", "/CN=leaf", "-out", folder.Path("csr"));
            OpenSsl.Run([.. IssueLeaf(folder, name, "key"), .. sign]);
            Ask.Valid(new()
            {
                Certificate = X509CertificateLoader.LoadCertificateFromFile(folder.Path("leaf")),
                Trust = Ask.Trust(X509CertificateLoader.LoadCertificateFromFile(folder.Path(name))),
                At = DateTimeOffset.UtcNow.AddMinutes(1),
                RevocationMode = RevocationMode.None,
            });
        }
    }

    private static string[] IssueLeaf(TempFolder folder, string ca, string key) =>
    [
        "x509", "-req", "-in", folder.Path("csr"), "-CA", folder.Path(ca), "-CAkey", folder.Path(key), "-set_serial", "7", "-days", "365",
        "-out", folder.Path("leaf"),
    ];

    private static X509Certificate2 Sign(TestCa issuer, TestCa subject, params X509Extension[] extensions) =>
        issuer.Issue(subject.Certificate.Subject, subject.Key, [TestCa.Ca(), .. extensions]);

    private static void Add(AsnWriter name, string oid, UniversalTagNumber type, string value)
    {
        using (name.PushSetOf())
        using (name.PushSequence())
        {
            name.WriteObjectIdentifier(oid);
            name.WriteCharacterString(type, value);
        }
    }

    private static X509Certificate2 Self(TestCa ca, X500DistinguishedName name)
    {
        var request = new CertificateRequest(name, ca.Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(TestCa.Ca());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(TestCa.Start, TestCa.End);
    }
}
