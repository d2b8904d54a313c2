using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Drafts that the linter must refuse, each beside the rule that refuses it, and drafts it must let pass.</summary>
public sealed class LinterTests
{
    private static readonly Lazy<RSA> SmallKey = new(() => RSA.Create(1024));
    private static readonly Lazy<ECDsa> P521Key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP521));
    private static readonly Lazy<SigningAuthority> ShortRoot = new(() =>
    {
        var key = KeyPairs.Generate(KeyAlgorithm.EcdsaP256);
        return new(Given.SelfSigned(Given.Draft(CertificateKind.Root, key, "CN=Short") with { NotAfter = Given.Start.AddDays(100) }, key), key);
    });

    private static CertificateDraft Signing => Given.Mail(CertificateKind.MailSigning, Given.Key1);

    private static CertificateDraft Tls => Given.Draft(CertificateKind.Tls, Given.EcKey, "CN=localhost") with { HostNames = ["localhost", "127.0.0.1", "::1"] };

    private static CertificateDraft Sponsor => Signing with
    {
        Subject = "CN=Alice Martin,G=Alice,SN=Martin,O=Example,OID.2.5.4.97=NTRFR-123456789,C=FR",
        Profile = SmimeProfile.SponsorStrict,
    };

    private static readonly ImmutableDictionary<string, Func<(CertificateDraft, X509Certificate2?)>> Refused =
        new Dictionary<string, Func<(CertificateDraft, X509Certificate2?)>>
        {
            ["serialNumber short"] = () => (Signing with { SerialNumber = [0x12] }, Issuing),
            ["serialNumber long"] = () => (Signing with { SerialNumber = [0x12, .. new byte[20]] }, Issuing),
            ["publicKey of 1024 bits"] = () => (Given.Mail(CertificateKind.MailSigning, SmallKey.Value), Issuing),
            ["publicKey with a weak exponent"] = () => (Signing with { PublicKey = WithExponent(3) }, Issuing),
            ["publicKey on P-521"] = () => (Given.Mail(CertificateKind.MailSigning, P521Key.Value), Issuing),
            ["publicKey of a device on a curve"] = () => (Given.Draft(CertificateKind.DeviceIdentity, Given.EcKey, "CN=d"), Given.Devices.Certificate),
            ["publicKey of a vault of 2048 bits"] = () => (Given.Draft(CertificateKind.VaultTransport, Given.Key1, "CN=v"), null),
            ["validityOrder"] = () => (Signing with { NotAfter = Given.Start }, Issuing),
            ["validityLength of mail"] = () => (Signing with { NotAfter = Given.Start.AddDays(825) }, Issuing),
            ["validityLength of an authority"] = () => (RootDraft with { NotAfter = Given.Start.AddYears(26) }, null),
            ["issuerIsAuthority but a person"] = () => (Signing, Given.IssueMail(CertificateKind.MailSigning, Given.Key2)),
            ["issuerIsAuthority but nobody"] = () => (Signing, null),
            ["withinIssuer after"] = () => (Signing, ShortRoot.Value.Certificate),
            ["withinIssuer before"] = () => (Signing with { NotBefore = Given.Start.AddSeconds(-1) }, Issuing),
            ["issuerPathLength"] = () => (Given.Draft(CertificateKind.IssuingAuthority, Given.EcKey, "CN=Below"), Issuing),
            ["keyIsOwn"] = () => (Given.Draft(CertificateKind.DeviceIdentity, Given.DevicesKey, "CN=d"), Given.Devices.Certificate),
            ["certificatePolicies outside mail"] = () => (Tls with { Profile = SmimeProfile.MailboxStrict }, null),
            ["subjectPresent"] = () => (RootDraft with { Subject = "" }, null),
            ["countryCode"] = () => (Signing with { Subject = "CN=Alice,C=fr" }, Issuing),
            ["issuerDiffers"] = () => (Signing with { Subject = "CN=Test Issuing,O=Example" }, Issuing),
            ["mailAddresses absent"] = () => (Signing with { Subject = "CN=Alice", EmailAddresses = [] }, Issuing),
            ["mailAddresses not one"] = () => (Signing with { EmailAddresses = ["alice@example.test", "alice at home"] }, Issuing),
            ["mailAddresses with a display name"] = () => (Signing with { EmailAddresses = ["alice@example.test", "Alice <alice@example.test>"] }, Issuing),
            ["mailAddresses too long"] = () => (Signing with { EmailAddresses = ["alice@example.test", new string('a', 65) + "@example.test"] }, Issuing),
            ["mailAddresses twice"] = () => (Signing with { EmailAddresses = ["alice@example.test", "ALICE@example.test"] }, Issuing),
            ["mailAddresses of a server"] = () => (Tls with { EmailAddresses = ["alice@example.test"] }, null),
            ["subjectAddressInNames"] = () => (Signing with { EmailAddresses = ["bob@example.test"] }, Issuing),
            ["hostNames wrong"] = () => (Tls with { HostNames = ["local host"] }, null),
            ["hostNames of a person"] = () => (Signing with { HostNames = ["localhost"] }, Issuing),
            ["subjectOfProfile mailbox with a name"] = () => (Signing with { Profile = SmimeProfile.MailboxStrict }, Issuing),
            ["subjectOfProfile mailbox with an organisation"] = () => (
                Signing with { Subject = "CN=alice@example.test,O=Example", Profile = SmimeProfile.MailboxMultipurpose }, Issuing),
            ["subjectOfProfile sponsor without organisation"] = () => (Sponsor with { Subject = "CN=Alice,G=Alice,SN=Martin" }, Issuing),
            ["subjectOfProfile sponsor without a person"] = () => (Sponsor with { Subject = "CN=Alice,O=Example,OID.2.5.4.97=NTRFR-1" }, Issuing),
            ["crlPointer absent"] = () => (Signing with { CrlUrl = null }, Issuing),
            ["crlPointer by https"] = () => (Signing with { CrlUrl = "https://pki.example.test/a.crl" }, Issuing),
            ["issuerPointer by ldap"] = () => (Signing with { IssuerUrl = "ldap://pki.example.test/a" }, Issuing),
            ["encodable address"] = () => (Signing with { Subject = "CN=Zoé", EmailAddresses = ["zoé@example.test"] }, Issuing),
            ["encodable dates"] = () => (Signing with { NotAfter = Given.Start.AddDays(-1) }, Issuing),
        }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, Func<(CertificateDraft, X509Certificate2?)>> Passing =
        new Dictionary<string, Func<(CertificateDraft, X509Certificate2?)>>
        {
            ["mail"] = () => (Signing, Issuing),
            ["mail for 825 days, the last second counted"] = () => (Signing with { NotAfter = Given.Start.AddDays(825).AddSeconds(-1) }, Issuing),
            ["mail without a subject"] = () => (Signing with { Subject = "" }, Issuing),
            ["mail with several addresses"] = () => (Signing with { EmailAddresses = ["alice@example.test", "a.martin+x@sub.example.test"] }, Issuing),
            ["mail with an issuer's address"] = () => (Signing with { IssuerUrl = "http://pki.example.test/issuing.cer" }, Issuing),
            ["mailbox"] = () => (Signing with { Subject = "CN=alice@example.test", Profile = SmimeProfile.MailboxStrict }, Issuing),
            ["mailbox multipurpose"] = () => (Signing with { Subject = "", Profile = SmimeProfile.MailboxMultipurpose }, Issuing),
            ["sponsor"] = () => (Sponsor, Issuing),
            ["sponsor multipurpose"] = () => (Sponsor with { Profile = SmimeProfile.SponsorMultipurpose }, Issuing),
            ["quoted subject"] = () => (Signing with { Subject = $"CN={SubjectName.Escape("Martin, Alice \"Al\" + O=Evil")},E=alice@example.test" }, Issuing),
            ["TLS"] = () => (Tls, null),
            ["device"] = () => (Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=d"), Given.Devices.Certificate),
            ["vault"] = () => (Given.Draft(CertificateKind.VaultTransport, Given.Key3072, "CN=Vault"), null),
            ["device authority below the root"] = () => (Given.Draft(CertificateKind.DeviceAuthority, Given.Key1, "CN=Devices"), Given.Root.Certificate),
        }.ToImmutableDictionary();

    public static TheoryData<string> RefusedCases => [.. Refused.Keys.Order()];

    public static TheoryData<string> PassingCases => [.. Passing.Keys.Order()];

    private static X509Certificate2 Issuing => Given.Issuing.Certificate;

    private static CertificateDraft RootDraft => Given.Draft(CertificateKind.Root, Given.EcKey, "CN=Root");

    [Theory]
    [MemberData(nameof(RefusedCases))]
    public void Draft_thatBreaksARule_isRefusedByIt(string name)
    {
        var (draft, issuer) = Refused[name]();
        var detail = Given.Fails(PkiErrorCode.LintFailed, Linter.Lint(draft, issuer)).Detail;
        Assert.StartsWith(name.Split(' ')[0] + " (", detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PassingCases))]
    public void Draft_thatKeepsTheRules_passes(string name)
    {
        var (draft, issuer) = Passing[name]();
        Given.Ok(Linter.Lint(draft, issuer));
    }

    [Fact]
    public void Subject_quoted_isOneValue()
    {
        const string Value = "Martin, Alice \"Al\" + O=Evil; x";
        var name = Given.Ok(SubjectName.Parse($"CN={SubjectName.Escape(Value)},O=Example"));
        Assert.Equal([(Oids.Organization, "Example"), (Oids.CommonName, Value)], SubjectName.Attributes(name));
    }

    [Theory]
    [InlineData("Alice")]
    [InlineData("CN=")]
    [InlineData("CN=\"Alice")]
    [InlineData("XX=Alice")]
    [InlineData("CN=Al\u0007ice")]
    [InlineData("C=FRA")]
    public void Subject_thatIsNone_isMalformed(string subject) =>
        Given.Fails(PkiErrorCode.SubjectMalformed, Linter.Lint(Signing with { Subject = subject }, Issuing));

    [Fact]
    public void Subject_beyondTheBounds_isMalformed()
    {
        Given.Fails(PkiErrorCode.SubjectMalformed, SubjectName.Parse("CN=" + new string('a', 65)));
        Given.Fails(PkiErrorCode.SubjectMalformed, SubjectName.Parse("CN=" + new string('a', SubjectName.MaxLength)));
        Given.Ok(SubjectName.Parse("CN=" + new string('a', 64)));
    }

    [Fact]
    public void PublicKey_thatIsNone_isMalformed()
    {
        Given.Fails(PkiErrorCode.KeyMalformed, Linter.Lint(Signing with { PublicKey = [1, 2, 3] }, Issuing));
        Given.Fails(PkiErrorCode.KeyMalformed, Linter.Lint(Signing with { PublicKey = [.. Signing.PublicKey, 0] }, Issuing));
    }

    [Fact]
    public void SelfSigned_onACurveThatSignsNothingHere_isUnsupported() =>
        Given.Fails(PkiErrorCode.KeyUnsupported, Linter.Lint(Given.Draft(CertificateKind.Root, P521Key.Value, "CN=R"), null));

    [Fact]
    public void Rules_listed_areNamedOnceWithTheirSource()
    {
        Assert.Equal(Linter.Rules.Count, Linter.Rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Linter.Rules, rule => Assert.Matches("RFC|BR", rule.Source));
    }

    private static byte[] WithExponent(int exponent)
    {
        using var key = RSA.Create();
        var parameters = Given.Key1.ExportParameters(false);
        parameters.Exponent = new BigInteger(exponent).ToByteArray(isUnsigned: true, isBigEndian: true);
        key.ImportParameters(parameters);
        return key.ExportSubjectPublicKeyInfo();
    }
}
