using System.Net;
using System.Text.RegularExpressions;
using static Chancery.Pki.LintRules;

namespace Chancery.Pki;

/// <summary>Lints on names and on the places a certificate points to.</summary>
internal static partial class NameLints
{
    public static IReadOnlyList<LintCheck> All { get; } =
    [
        Rule("subjectPresent", "RFC 5280 §4.1.2.6", subject => Unless(subject.IsMail || subject.Certificate.SubjectName.RawData.Length > 2, "the subject is empty")),
        Rule("countryCode", "RFC 5280 Appendix A.1", CountryCode),
        Rule("issuerDiffers", "RFC 5280 §3.2", IssuerDiffers),
        Rule("mailAddresses", "RFC 5280 §4.2.1.6, S/MIME BR 7.1.4.2.1", MailAddresses),
        Rule("subjectAddressInNames", "S/MIME BR 7.1.4.2.1", SubjectAddressInNames),
        Rule("hostNames", "RFC 5280 §4.2.1.6", HostNames),
        Rule("namesCriticality", "RFC 5280 §4.2.1.6", NamesCriticality),
        Rule("subjectOfProfile", "S/MIME BR 7.1.4.2", SmimeProfiles.SubjectProblem),
        Rule("crlPointer", "RFC 5280 §4.2.1.13, S/MIME BR 7.1.2.3 b", CrlPointer),
        Rule("issuerPointer", "RFC 5280 §4.2.2.1, S/MIME BR 7.1.2.3 c", subject => Unless(subject.Draft.IssuerUrl is null || IsHttp(subject.Draft.IssuerUrl), "not an http URL")),
    ];

    // RFC 5321 §4.1.2 without quoted local parts and address literals, which no certificate of ours needs; §4.5.3.1 for the lengths.
    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"\A(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    private static string? CountryCode(LintSubject subject) => Unless(
        SubjectName.Attributes(subject.Certificate.SubjectName).All(attribute => attribute.Type != Oids.Country
            || (attribute.Value.Length == 2 && attribute.Value.All(char.IsAsciiLetterUpper))),
        "the country is not two capital letters");

    // A certificate whose subject is its issuer's is taken for a self-signed one by every path builder.
    private static string? IssuerDiffers(LintSubject subject) => Unless(
        subject.Issuer is null || !subject.Issuer.SubjectName.RawData.AsSpan().SequenceEqual(subject.Certificate.SubjectName.RawData), "the subject is the issuer's");

    private static string? MailAddresses(LintSubject subject)
    {
        var names = EmailAddresses.OfAlternativeNames(subject.Certificate.Extensions).ToList();
        if (!subject.IsMail)
        {
            return Unless(names.Count == 0 || subject.Draft.Kind == CertificateKind.DeviceIdentity, "a mail address outside a mail certificate");
        }

        if (names.Count == 0)
        {
            return "no rfc822Name";
        }

        if (names.FirstOrDefault(name => !Mailbox().IsMatch(name) || name.Length > 254 || name.IndexOf('@', StringComparison.Ordinal) > 64) is { } bad)
        {
            return $"{bad} is not a mailbox address";
        }

        return Unless(names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count, "an rfc822Name twice");
    }

    private static string? SubjectAddressInNames(LintSubject subject)
    {
        var names = EmailAddresses.Distinct(EmailAddresses.OfAlternativeNames(subject.Certificate.Extensions));
        return Unless(
            EmailAddresses.Distinct(EmailAddresses.OfSubject(subject.Certificate.SubjectName)).All(address => names.Contains(address)),
            "an emailAddress of the subject is not among the rfc822Names");
    }

    private static string? HostNames(LintSubject subject)
    {
        var hosts = subject.Draft.HostNames.IsDefault ? [] : subject.Draft.HostNames;
        if (subject.Draft.Kind != CertificateKind.Tls)
        {
            return Unless(hosts.IsEmpty, "a host name outside a TLS certificate");
        }

        return hosts.FirstOrDefault(host => !IPAddress.TryParse(host, out _) && (host.Length > 253 || !Host().IsMatch(host))) is { } bad
            ? $"{bad} is neither a host name nor an address"
            : null;
    }

    private static string? NamesCriticality(LintSubject subject)
    {
        var names = subject.Extension(Oids.SubjectAltName);
        return Unless(
            names is null || names.Critical == (subject.Certificate.SubjectName.RawData.Length == 2),
            "subjectAltName must be critical where the subject is empty, and nowhere else");
    }

    private static string? CrlPointer(LintSubject subject) => subject.Draft.CrlUrl is { } url
        ? Unless(IsHttp(url), "not an http URL")
        : Unless(!subject.IsMail, "mail certificates say where the CRL is");

    // S/MIME BR: http alone. A CRL behind TLS needs a certificate to be checked before it can be read.
    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && url.All(char.IsAscii);
}
