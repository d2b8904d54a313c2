using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Builds the bytes of a certificate and holds every lint rule against them, before anything can be signed.</summary>
public static class Linter
{
    /// <summary>Every rule, in the order applied.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } = [.. LintRules.All.Select(check => check.Rule)];

    /// <summary>Lints a certificate that is asked for.</summary>
    /// <param name="draft">What is asked for.</param>
    /// <param name="issuer">The issuer's certificate; null for a self-signed one.</param>
    /// <returns>What can be signed; <c>subjectMalformed</c>, <c>keyMalformed</c>, <c>keyUnsupported</c>, or <c>lintFailed</c> with the rule's id
    /// and source in the detail.</returns>
    public static PkiResult<LintedCertificate> Lint(CertificateDraft draft, X509Certificate2? issuer)
    {
        var subject = SubjectName.Parse(draft.Subject);
        if (!subject.IsOk)
        {
            return subject.Error;
        }

        var key = ReadPublicKey(draft.PublicKey);
        if (!key.IsOk)
        {
            return key.Error;
        }

        var signer = issuer is null ? draft.PublicKey : CertificateFields.Of(issuer.RawDataMemory).SubjectPublicKeyInfo.ToArray();
        if (SignatureAlgorithm.For(signer) is not { } algorithm)
        {
            return PkiResult<LintedCertificate>.Fail(PkiErrorCode.KeyUnsupported, "The issuer's key is neither RSA nor P-256 nor P-384.");
        }

        var built = CertificateBuilder.Build(draft, subject.Value, key.Value, issuer, algorithm);
        return built.IsOk ? Check(draft, issuer, algorithm, signer, built.Value) : built.Error;
    }

    private static PkiResult<LintedCertificate> Check(
        CertificateDraft draft, X509Certificate2? issuer, SignatureAlgorithm algorithm, byte[] signer, BuiltCertificate built)
    {
        using var unsigned = X509CertificateLoader.LoadCertificate(built.Unsigned);
        var subject = new LintSubject(draft, issuer, unsigned, CertificateReader.Describe(unsigned));
        foreach (var check in LintRules.All)
        {
            if (check.Problem(subject) is { } problem)
            {
                return PkiResult<LintedCertificate>.Fail(PkiErrorCode.LintFailed, $"{check.Rule.Id} ({check.Rule.Source}): {problem}");
            }
        }

        var issuerSha256 = issuer is null ? null : Convert.ToHexStringLower(issuer.GetCertHash(HashAlgorithmName.SHA256));
        return new LintedCertificate(built.ToBeSigned, algorithm, signer, issuerSha256, unsigned.SerialNumber, draft);
    }

    private static PkiResult<PublicKey> ReadPublicKey(byte[] subjectPublicKeyInfo) =>
        Hostile.Read(PkiErrorCode.KeyMalformed, "Not a SubjectPublicKeyInfo.", () =>
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            KeyPairs.PublicKeyOf(key)?.Dispose();
            return read == subjectPublicKeyInfo.Length
                ? key
                : PkiResult<PublicKey>.Fail(PkiErrorCode.KeyMalformed, "Bytes follow the SubjectPublicKeyInfo.");
        });
}
