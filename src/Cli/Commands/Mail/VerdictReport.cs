using System.Text.Json.Serialization;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;

namespace Chancery.Cli.Commands;

/// <summary>A verdict for scripts. The first five members are always there; docs/mail.md describes all.</summary>
internal sealed record VerdictReport(
    string Verdict, IReadOnlyList<SignerEntry> Signers, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? CoversWholeBody,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? FromMatchesSigner, IReadOnlyList<ReasonEntry> Reasons, string? From,
    string Confidentiality, IReadOnlyList<HeaderEntry>? Headers)
{
    public static VerdictReport Of(CliContext context, MailVerdict verdict) => new(
        Camel(verdict.Verdict), [.. verdict.Signers.Select(SignerEntry.Of)], verdict.CoversWholeBody, verdict.FromMatchesSigner,
        [.. verdict.Reasons.Select(reason => ReasonEntry.Of(context, reason))], verdict.From, Camel(verdict.Confidentiality),
        verdict.Headers.IsEmpty ? null : [.. verdict.Headers.Select(HeaderEntry.Of)]);

    /// <summary>A value of an enumeration as JSON writes it: lowerCamelCase.</summary>
    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <summary>A signer for scripts.</summary>
/// <param name="Layer">Which signature of the message: 0 is the outermost.</param>
/// <param name="Verdict">The verdict on this signer alone.</param>
/// <param name="Addresses">The addresses its certificate vouches for.</param>
/// <param name="IsFrom">Whether one of them is the author's.</param>
/// <param name="SigningTime">When the signer says he signed.</param>
/// <param name="Certificate">Its certificate.</param>
/// <param name="DigestAlgorithm">The digest.</param>
/// <param name="SignatureAlgorithm">The signature.</param>
/// <param name="Path">The subjects from the signer to the root.</param>
/// <param name="Reasons">The codes of what is to be said of this signer.</param>
internal sealed record SignerEntry(
    int Layer, string Verdict, IReadOnlyList<string> Addresses, bool? IsFrom, DateTimeOffset? SigningTime, CertificateEntry? Certificate,
    string DigestAlgorithm, string SignatureAlgorithm, IReadOnlyList<string>? Path, IReadOnlyList<string> Reasons)
{
    public static SignerEntry Of(SignerReport signer) => new(
        signer.Layer, VerdictReport.Camel(signer.Verdict), signer.Addresses, signer.IsFrom, signer.SigningTime, CertificateEntry.Of(signer.Certificate),
        signer.Signature.DigestAlgorithm, signer.Signature.SignatureAlgorithm,
        signer.Path?.Path is { IsDefaultOrEmpty: false } path ? [.. path.Select(one => one.Subject)] : null,
        [.. signer.Reasons.Select(reason => reason.Name)]);
}

/// <summary>A certificate for scripts.</summary>
internal sealed record CertificateEntry(
    string Subject, string Issuer, string SerialNumber, string Sha256, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public static CertificateEntry? Of(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate) => certificate is null
        ? null
        : new(
            certificate.Subject, certificate.Issuer, certificate.SerialNumber,
            Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)),
            certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
}

/// <summary>A reason for scripts: the code is stable for ever, the words are for people.</summary>
internal sealed record ReasonEntry(string Code, string Meaning, string? Detail, string? Remedy, string? Certificate)
{
    public static ReasonEntry Of(CliContext context, MailReason reason)
    {
        var text = ReasonWords.Of(reason.Code);
        return new(
            reason.Name, context.Say(text.Meaning), reason.Detail.Length == 0 ? null : reason.Detail, text.Remedy is { } remedy ? context.Say(remedy) : null,
            reason.Certificate?.Subject);
    }
}

/// <summary>A header field for scripts, with what protects it (RFC 9788).</summary>
internal sealed record HeaderEntry(string Name, string Value, string Protection, string? Outer, bool? Differs)
{
    public static HeaderEntry Of(MailHeaderField field) => new(
        field.Name, field.Value, VerdictReport.Camel(field.Protection), field.Outer == field.Value ? null : field.Outer, field.Differs ? true : null);
}
