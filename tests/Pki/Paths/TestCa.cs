using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>An authority that signs whatever a test asks for, sense or nonsense.</summary>
internal sealed class TestCa
{
    public static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int _serial = 100;

    public TestCa(string name, TestCa? issuer = null, params X509Extension[] extensions)
    {
        Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Certificate = (issuer ?? this).Sign(name, Key, [Ca(), KeyUsage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign), .. extensions], issuer is null);
    }

    private TestCa(X509Certificate2 certificate, ECDsa key) => (Certificate, Key) = (certificate, key);

    public ECDsa Key { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>The same key under another certificate.</summary>
    public TestCa As(X509Certificate2 certificate) => new(certificate, Key);

    public X509Certificate2 Issue(string name, params X509Extension[] extensions) => Issue(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), extensions);

    public X509Certificate2 Issue(string name, AsymmetricAlgorithm key, params X509Extension[] extensions) => Sign(name, key, extensions, false);

    public X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset to, params X509Extension[] extensions) =>
        Sign(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), extensions, false, from, to);

    public byte[] Crl(DateTimeOffset at, int number, IEnumerable<X509Extension> extensions, params CrlLine[] lines) =>
        TestCrl.Write(this, at, at.AddDays(30), number, extensions, lines);

    public byte[] Crl(DateTimeOffset at, params CrlLine[] lines) => Crl(at, 1, [], lines);

    public static X509Extension Ca(int? pathLength = null) => new X509BasicConstraintsExtension(true, pathLength.HasValue, pathLength ?? 0, true);

    public static X509Extension KeyUsage(X509KeyUsageFlags flags) => new X509KeyUsageExtension(flags, true);

    public static X509Extension Eku(params string[] oids)
    {
        var usages = new OidCollection();
        foreach (var oid in oids)
        {
            usages.Add(new Oid(oid));
        }

        return new X509EnhancedKeyUsageExtension(usages, false);
    }

    public static X509Extension Emails(params string[] addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var address in addresses)
        {
            names.AddEmailAddress(address);
        }

        return names.Build();
    }

    /// <summary>Any extension, its value written by hand.</summary>
    public static X509Extension Extension(string oid, bool critical, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return new X509Extension(new Oid(oid), writer.Encode(), critical);
    }

    public static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);

    private X509Certificate2 Sign(
        string name, AsymmetricAlgorithm key, IEnumerable<X509Extension> extensions, bool itself, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var subject = new X500DistinguishedName(name);
        var request = new CertificateRequest(subject, new PublicKey(key), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (!itself)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First().SubjectKeyIdentifierBytes.Span));
        }

        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        var serial = new BigInteger(++_serial).ToByteArray(isBigEndian: true);
        return request.Create(itself ? subject : Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), from ?? Start, to ?? End, serial);
    }
}
