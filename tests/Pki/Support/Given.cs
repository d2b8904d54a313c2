using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Keys and authorities that the tests share: RSA keys are slow to make, and none of these is ever changed.</summary>
internal static class Given
{
    public const string CrlUrl = "http://pki.example.test/issuing.crl";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<RSA> FirstRsa = new(() => (RSA)KeyPairs.Generate(KeyAlgorithm.Rsa2048));
    private static readonly Lazy<RSA> SecondRsa = new(() => (RSA)KeyPairs.Generate(KeyAlgorithm.Rsa2048));
    private static readonly Lazy<RSA> ThirdRsa = new(() => (RSA)KeyPairs.Generate(KeyAlgorithm.Rsa2048));
    private static readonly Lazy<RSA> LargeRsa = new(() => (RSA)KeyPairs.Generate(KeyAlgorithm.Rsa3072));
    private static readonly Lazy<ECDsa> FirstEc = new(() => (ECDsa)KeyPairs.Generate(KeyAlgorithm.EcdsaP256));
    private static readonly Lazy<SigningAuthority> LazyRoot = new(() => NewRoot("CN=Test Root,O=Example"));
    private static readonly Lazy<SigningAuthority> LazyIssuing = new(NewIssuing);
    private static readonly Lazy<SigningAuthority> LazyDevices = new(NewDevices);

    public static RSA Key1 => FirstRsa.Value;

    public static RSA Key2 => SecondRsa.Value;

    public static RSA Key3 => ThirdRsa.Value;

    public static RSA Key3072 => LargeRsa.Value;

    public static ECDsa EcKey => FirstEc.Value;

    public static SigningAuthority Root => LazyRoot.Value;

    public static SigningAuthority Issuing => LazyIssuing.Value;

    public static SigningAuthority Devices => LazyDevices.Value;

    public static RSA DevicesKey => Key3;

    public static CertificateDraft Draft(CertificateKind kind, AsymmetricAlgorithm key, string subject, params string[] addresses) => new()
    {
        Kind = kind,
        PublicKey = KeyPairs.PublicKeyInfo(key),
        Subject = subject,
        EmailAddresses = [.. addresses],
        NotBefore = Start,
        NotAfter = Start.AddDays(365).AddSeconds(-1),
        CrlUrl = kind is CertificateKind.MailSigning or CertificateKind.MailEncryption ? CrlUrl : null,
    };

    public static CertificateDraft Mail(CertificateKind kind, AsymmetricAlgorithm key, string address = "alice@example.test") =>
        Draft(kind, key, $"CN=Alice,E={address}", address);

    public static X509Certificate2 Issue(CertificateDraft draft, SigningAuthority authority) => authority.Sign(Ok(Linter.Lint(draft, authority.Certificate)));

    public static X509Certificate2 IssueMail(CertificateKind kind, AsymmetricAlgorithm key, string address = "alice@example.test") =>
        Issue(Mail(kind, key, address), Issuing);

    public static X509Certificate2 SelfSigned(CertificateDraft draft, AsymmetricAlgorithm key) => SigningAuthority.SelfSign(Ok(Linter.Lint(draft, null)), key);

    public static X509Certificate2 Vault() => SelfSigned(Draft(CertificateKind.VaultTransport, Key3072, "CN=Vault"), Key3072);

    public static SigningAuthority NewRoot(string subject)
    {
        var key = KeyPairs.Generate(KeyAlgorithm.EcdsaP384);
        return new(SelfSigned(Draft(CertificateKind.Root, key, subject) with { NotAfter = Start.AddYears(20) }, key), key);
    }

    public static T Ok<T>(PkiResult<T> result)
    {
        Assert.True(result.IsOk, $"{result.Error?.Name}: {result.Error?.Detail}");
        return result.Value;
    }

    public static PkiError Fails<T>(PkiErrorCode code, PkiResult<T> result)
    {
        Assert.False(result.IsOk, "It succeeded.");
        Assert.Equal(code, result.Error!.Code);
        return result.Error;
    }

    private static SigningAuthority NewIssuing()
    {
        var key = KeyPairs.Generate(KeyAlgorithm.EcdsaP256);
        return new(Issue(Draft(CertificateKind.IssuingAuthority, key, "CN=Test Issuing,O=Example") with { NotAfter = Start.AddYears(10) }, Root), key);
    }

    private static SigningAuthority NewDevices()
    {
        var draft = Draft(CertificateKind.DeviceAuthority, Key3, "CN=Test Devices,O=Example") with { NotAfter = Start.AddYears(10) };
        return new(SelfSigned(draft, Key3), Key3);
    }
}
