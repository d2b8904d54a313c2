using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Directories.Tests;

/// <summary>Certificates for these tests, made with the runtime's own builder so that a fault of ours is not on both sides.</summary>
internal static class TestPerson
{
    /// <summary>The present of every test.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    /// <summary>Rules by the tests' clock.</summary>
    public static RecipientRules Rules { get; } = new() { Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now) };

    /// <summary>A self-signed certificate for encrypting to an address.</summary>
    public static X509Certificate2 Certificate(string address, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null,
        X509KeyUsageFlags usage = X509KeyUsageFlags.KeyEncipherment, RSA? key = null) =>
        With(new CertificateRequest($"CN={address}", key ?? Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), address, usage)
            .CreateSelfSigned(notBefore ?? Now.AddMonths(-1), notAfter ?? Now.AddYears(1));

    /// <summary>The same on a curve.</summary>
    public static X509Certificate2 OnCurve(string address, ECCurve curve, X509KeyUsageFlags usage = X509KeyUsageFlags.KeyAgreement)
    {
        using var key = ECDsa.Create(curve);
        return With(new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256), address, usage).Create(
            new X500DistinguishedName("CN=issuer"), X509SignatureGenerator.CreateForRSA(Key.Value, RSASignaturePadding.Pkcs1), Now.AddMonths(-1), Now.AddYears(1), [1]);
    }

    /// <summary>A certificate that names its person by SmtpUTF8Mailbox alone (RFC 9598).</summary>
    public static X509Certificate2 International(string mailbox)
    {
        var request = new CertificateRequest("CN=person", Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            names.WriteObjectIdentifier("1.3.6.1.5.5.7.8.9");
            using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                names.WriteCharacterString(UniversalTagNumber.UTF8String, mailbox);
            }
        }

        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names.Encode(), critical: true));
        return request.CreateSelfSigned(Now.AddMonths(-1), Now.AddYears(1));
    }

    private static CertificateRequest With(CertificateRequest request, string address, X509KeyUsageFlags usage)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        return request;
    }
}
