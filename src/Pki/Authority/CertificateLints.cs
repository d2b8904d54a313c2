using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Chancery.Pki.LintRules;

namespace Chancery.Pki;

/// <summary>Lints on the certificate as such: version, serial number, key, dates, issuer.</summary>
internal static class CertificateLints
{
    // RFC 5280 §4.1.2.2 allows 20 octets; S/MIME BR 7.1 wants 64 bits from a generator, which a shorter number cannot hold.
    private const int MinSerialBytes = 8;
    private const int MaxSerialBytes = 20;

    public static IReadOnlyList<LintCheck> All { get; } =
    [
        Rule("version3", "RFC 5280 §4.1.2.1", subject => Unless(subject.Certificate.Version == 3, "not version 3")),
        Rule("serialNumber", "RFC 5280 §4.1.2.2, S/MIME BR 7.1", Serial),
        Rule("publicKey", "S/MIME BR 6.1.5", Key),
        Rule("validityOrder", "RFC 5280 §4.1.2.5", subject => Unless(subject.Info.NotBefore < subject.Info.NotAfter, "it ends before it begins")),
        Rule("validityLength", "S/MIME BR 6.3.2", Length),
        Rule("issuerIsAuthority", "RFC 5280 §4.2.1.9", IssuerIsAuthority),
        Rule("withinIssuer", "RFC 5280 §6.1", WithinIssuer),
        Rule("issuerPathLength", "RFC 5280 §4.2.1.9", PathLength),
        Rule("keyIsOwn", "RFC 5280 §4.2.1.2", KeyIsOwn),
    ];

    private static string? Serial(LintSubject subject)
    {
        var bytes = subject.Certificate.SerialNumberBytes.Span;
        return bytes.Length is < MinSerialBytes or > MaxSerialBytes || (bytes[0] & 0x80) != 0
            ? $"{bytes.Length} octets, or negative; {MinSerialBytes} to {MaxSerialBytes}, positive"
            : null;
    }

    private static string? Key(LintSubject subject)
    {
        using var key = KeyPairs.PublicKeyOf(subject.Certificate);
        if (key is RSA rsa)
        {
            return RsaKey(rsa, subject.Draft.Kind == CertificateKind.VaultTransport ? 3072 : 2048);
        }

        if (subject.Draft.Kind is CertificateKind.DeviceAuthority or CertificateKind.DeviceIdentity or CertificateKind.VaultTransport)
        {
            return "not RSA: it must decipher keys";
        }

        var curve = (key as ECDsa)?.ExportParameters(false).Curve;
        return Unless(curve is { IsNamed: true } named && named.Oid.Value is Oids.P256 or Oids.P384, "neither RSA nor P-256 nor P-384");
    }

    // BR 6.1.5, 6.1.6: at least 2048 bits, divisible by 8; an odd exponent of at least 2^16+1.
    private static string? RsaKey(RSA rsa, int least)
    {
        var exponent = new BigInteger(rsa.ExportParameters(false).Exponent!, isUnsigned: true, isBigEndian: true);
        if (rsa.KeySize < least || rsa.KeySize % 8 != 0 || rsa.KeySize > 8192)
        {
            return $"an RSA key of {rsa.KeySize} bits; at least {least}, a multiple of 8";
        }

        return Unless(!exponent.IsEven && exponent >= 65537, "the RSA exponent is even or below 65537");
    }

    private static string? Length(LintSubject subject)
    {
        // RFC 5280 §4.1.2.5: notAfter is inside, so a certificate of exactly N days ends one second before the last day is full.
        var length = subject.Info.NotAfter - subject.Info.NotBefore + TimeSpan.FromSeconds(1);
        var most = KindRules.Of(subject.Draft.Kind, subject.IsRsa).MaxDays;
        return Unless(length <= TimeSpan.FromDays(most), $"longer than {most} days, the last second counted");
    }

    private static string? IssuerIsAuthority(LintSubject subject)
    {
        if (subject.Issuer is not { } issuer)
        {
            return Unless(
                subject.Draft.Kind is CertificateKind.Root or CertificateKind.DeviceAuthority or CertificateKind.VaultTransport or CertificateKind.Tls,
                "this kind is never self-signed");
        }

        var info = CertificateReader.Describe(issuer);
        return Unless(info.IsAuthority && info.KeyUsage.HasFlag(X509KeyUsageFlags.KeyCertSign), "the issuer is no authority that signs certificates");
    }

    private static string? WithinIssuer(LintSubject subject)
    {
        if (subject.Issuer is not { } issuer)
        {
            return null;
        }

        var info = CertificateReader.Describe(issuer);
        return Unless(subject.Info.NotBefore >= info.NotBefore && subject.Info.NotAfter <= info.NotAfter, "its validity exceeds the issuer's");
    }

    private static string? PathLength(LintSubject subject)
    {
        var constraint = subject.Issuer?.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        return Unless(!(subject.IsAuthority && constraint is { HasPathLengthConstraint: true, PathLengthConstraint: 0 }), "the issuer allows no authority below it");
    }

    private static string? KeyIsOwn(LintSubject subject) => Unless(
        subject.Issuer is null || CertificateReader.PublicKeyHash(subject.Issuer) != subject.Info.PublicKeyHash, "the key is the issuer's own");
}
