using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Tests;

/// <summary>A little authority of the tests' own, on the runtime alone: what it makes must not depend on what the product makes.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private int _serial = 1;

    public TestAuthority(string name)
    {
        Key = TestKeys.Next();
        var request = new CertificateRequest($"CN={name}", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(5));
    }

    public RSA Key { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>An identity certificate for a device's key.</summary>
    public X509Certificate2 IssueDevice(byte[] subjectPublicKeyInfo, string subject)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName(subject), PublicKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out _), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForRSA(Key, RSASignaturePadding.Pkcs1), Now.AddDays(-1), Now.AddYears(1), Serial());
    }

    /// <summary>A mail certificate with its key.</summary>
    public MailIdentity IssueMail(string address, X509KeyUsageFlags usage, int fromDays = -1, int toDays = 365)
    {
        var key = TestKeys.Next();
        var request = new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Certificate, Now.AddDays(fromDays), Now.AddDays(toDays), Serial());
        return new MailIdentity(issued.CopyWithPrivateKey(key), key);
    }

    public MailIdentity IssueSigning(string address) => IssueMail(address, X509KeyUsageFlags.DigitalSignature);

    public MailIdentity IssueEncryption(string address, int fromDays = -1, int toDays = 365) =>
        IssueMail(address, X509KeyUsageFlags.KeyEncipherment, fromDays, toDays);

    private byte[] Serial() => [1, .. BitConverter.GetBytes(_serial++)];
}

/// <summary>A certificate and its key.</summary>
internal sealed record MailIdentity(X509Certificate2 Certificate, RSA Key)
{
    public string Thumbprint => Certificate.Thumbprint.ToLowerInvariant();

    public X509Certificate2 Public => X509CertificateLoader.LoadCertificate(Certificate.RawData);
}

/// <summary>RSA keys in turn from a small stock: making one takes longer than everything else a test does.</summary>
internal static class TestKeys
{
    // More than any one test uses, so that within a test all keys differ.
    private const int Stock = 16;

    private static readonly Lazy<RSA>[] Keys = [.. Enumerable.Range(0, Stock).Select(_ => new Lazy<RSA>(() => RSA.Create(2048)))];
    private static int _next;

    public static RSA Next() => Keys[(uint)Interlocked.Increment(ref _next) % Stock].Value;
}
