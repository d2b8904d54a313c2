using System.Security.Cryptography.X509Certificates;
using static Chancery.Pki.LintRules;

namespace Chancery.Pki;

/// <summary>Lints on the extensions that say what a certificate may be used for.</summary>
internal static class UsageLints
{
    private static readonly string[] Known =
    [
        Oids.SubjectKeyIdentifier, Oids.AuthorityKeyIdentifier, Oids.BasicConstraints, Oids.KeyUsage, Oids.ExtendedKeyUsage, Oids.SubjectAltName,
        Oids.CrlDistributionPoints, Oids.AuthorityInfoAccess, Oids.CertificatePolicies, Oids.SmimeCapabilities,
    ];

    public static IReadOnlyList<LintCheck> All { get; } =
    [
        Rule("extensionsKnownOnce", "RFC 5280 §4.2", ExtensionsKnownOnce),
        Rule("basicConstraints", "RFC 5280 §4.2.1.9, S/MIME BR 7.1.2.3 d", BasicConstraints),
        Rule("keyUsage", "RFC 5280 §4.2.1.3, S/MIME BR 7.1.2.3 e", KeyUsage),
        Rule("extendedKeyUsage", "RFC 5280 §4.2.1.12, S/MIME BR 7.1.2.3 f", ExtendedKeyUsage),
        Rule("keyIdentifiers", "RFC 5280 §4.2.1.1, §4.2.1.2", KeyIdentifiers),
        Rule("certificatePolicies", "S/MIME BR 7.1.6.1", Policies),
        Rule("smimeCapabilities", "RFC 4262 §2", Capabilities),
    ];

    private static string? ExtensionsKnownOnce(LintSubject subject)
    {
        var oids = subject.Certificate.Extensions.Select(extension => extension.Oid?.Value ?? string.Empty).ToList();
        return Unless(oids.Distinct(StringComparer.Ordinal).Count() == oids.Count && oids.All(oid => Known.Contains(oid)), "an extension twice, or one not known here");
    }

    private static string? BasicConstraints(LintSubject subject)
    {
        var rules = KindRules.Of(subject.Draft.Kind, subject.IsRsa);
        var found = subject.Certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        return Unless(
            found is { Critical: true } && found.CertificateAuthority == rules.IsAuthority
                && (found.HasPathLengthConstraint ? found.PathLengthConstraint : null as int?) == rules.PathLength,
            "cA or pathLenConstraint is not as the kind wants it");
    }

    private static string? KeyUsage(LintSubject subject)
    {
        var found = subject.Certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        var expected = KindRules.Of(subject.Draft.Kind, subject.IsRsa).KeyUsage;
        return Unless(found is { Critical: true } && found.KeyUsages == expected, $"not critical, or not exactly {expected}");
    }

    private static string? ExtendedKeyUsage(LintSubject subject)
    {
        var expected = KindRules.Of(subject.Draft.Kind, subject.IsRsa).ExtendedKeyUsages;
        return Unless(subject.Info.ExtendedKeyUsages.SequenceEqual(expected), $"not exactly {string.Join(' ', expected)}");
    }

    private static string? KeyIdentifiers(LintSubject subject)
    {
        var own = subject.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        var authority = subject.Certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault();
        var issuers = subject.Issuer is null ? own : subject.Issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return Unless(
            own is { Critical: false } && authority is { Critical: false, KeyIdentifier: { } identifier } && issuers is not null
                && identifier.Span.SequenceEqual(issuers.SubjectKeyIdentifierBytes.Span),
            "subject or authority key identifier is missing, critical or not the issuer's");
    }

    private static string? Policies(LintSubject subject)
    {
        var found = subject.Extension(Oids.CertificatePolicies);
        return subject.Draft.Profile is null
            ? Unless(found is null, "policies that nobody asked for")
            : Unless(subject.IsMail && found is { Critical: false }, "a policy of the S/MIME BR belongs in mail certificates");
    }

    private static string? Capabilities(LintSubject subject)
    {
        var found = subject.Extension(Oids.SmimeCapabilities);
        return subject.IsMail
            ? Unless(found is { Critical: false } && found.RawData.AsSpan().SequenceEqual(SmimeCapabilities.Encode()), "SMIMECapabilities missing, critical or not ours")
            : Unless(found is null, "SMIMECapabilities outside a mail certificate");
    }
}
