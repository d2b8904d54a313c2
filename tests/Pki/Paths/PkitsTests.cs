using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>All of NIST's PKITS, beside openssl verify.</summary>
public sealed class PkitsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_has_the_verdict_of_NIST_and_none_is_wrong_that_openssl_has_right()
    {
        var runs = PkitsCase.All.AsParallel().AsOrdered()
            .Select(test => new Run(test, CertificatePath.Validate(Pkits.Request(test)), OpenSslAccepts(test))).ToList();
        foreach (var run in runs.Where(run => run.IsRight && !run.IsRightThere))
        {
            output.WriteLine($"openssl is wrong about {run.Test.Number} {run.Test.Certificate}.");
        }

        output.WriteLine(
            $"Of {runs.Count} runs of PKITS' 224 tests we decide {runs.Count(run => run.IsRight)} as NIST does, openssl verify {runs.Count(run => run.IsRightThere)}.");
        Assert.Equal(247, runs.Count);
        Assert.Empty(runs.Where(run => !run.IsRight)
            .Select(run => $"{Describe(run.Test, run.Result)} {(run.IsRightThere ? "openssl is right" : "openssl is wrong too")}"));
    }

    // Builders are given too much rather than too little: the whole suite at once, with all its authorities of nearly the same name.
    [Fact]
    public void Every_case_has_the_same_verdict_among_all_certificates_and_lists_of_the_suite()
    {
        var everybody = Directory.EnumerateFiles(Path.Combine(Pkits.Folder, "certs"), "*.crt")
            .Select(file => Pkits.Certificate(Path.GetFileNameWithoutExtension(file))).ToList();
        var lists = Directory.EnumerateFiles(Path.Combine(Pkits.Folder, "crls"), "*.crl").Select(file => Pkits.List(Path.GetFileNameWithoutExtension(file)));
        var revocation = RevocationData.Read(lists, []);
        var wrong = PkitsCase.All
            .Select(test => (test, Result: CertificatePath.Validate(Pkits.Request(test) with { Intermediates = everybody, Revocation = revocation })))
            .Where(run => run.Result.Verdict == PathVerdict.Valid != run.test.IsValid)
            .Select(run => Describe(run.test, run.Result));
        Assert.Empty(wrong);
    }

    // The reason matters as much as the verdict: one test of each kind of fault.
    [Theory]
    [InlineData("4.1.2", PathReasonCode.SignatureInvalid)]
    [InlineData("4.1.6", PathReasonCode.SignatureInvalid)]
    [InlineData("4.2.2", PathReasonCode.CertificateNotYetValid)]
    [InlineData("4.2.6", PathReasonCode.CertificateExpired)]
    [InlineData("4.3.1", PathReasonCode.IssuerUnknown)]
    [InlineData("4.4.1", PathReasonCode.RevocationUnknown)]
    [InlineData("4.4.3", PathReasonCode.CertificateRevoked)]
    [InlineData("4.4.11", PathReasonCode.RevocationUnknown)]
    [InlineData("4.6.1", PathReasonCode.NotAnAuthority)]
    [InlineData("4.6.5", PathReasonCode.PathLengthExceeded)]
    [InlineData("4.7.1", PathReasonCode.KeyUsageForbids)]
    [InlineData("4.8.4", PathReasonCode.PolicyRequired)]
    [InlineData("4.10.7", PathReasonCode.PolicyMappingInvalid)]
    [InlineData("4.13.2", PathReasonCode.NameConstraintViolated)]
    [InlineData("4.15.6", PathReasonCode.CertificateRevoked)]
    [InlineData("4.16.2", PathReasonCode.CriticalExtensionUnknown)]
    public void Invalid_case_has_its_reason(string number, PathReasonCode code)
    {
        var test = PkitsCase.All.Single(test => test.Number == number);
        Assert.Contains(CertificatePath.Validate(Pkits.Request(test)).Reasons, reason => reason.Code == code);
    }

    [Theory]
    [InlineData("4.8.1.4", "2.16.840.1.101.3.2.1.48.1")]
    [InlineData("4.8.6.1", "2.16.840.1.101.3.2.1.48.1")]
    [InlineData("4.8.11.1", "2.5.29.32.0")]
    [InlineData("4.8.11.2", "2.16.840.1.101.3.2.1.48.1")]
    [InlineData("4.8.2.1", null)]
    [InlineData("4.10.1.1", "2.16.840.1.101.3.2.1.48.1")]
    public void Valid_case_tells_its_policies(string number, string? policy)
    {
        var test = PkitsCase.All.Single(test => test.Number == number);
        Assert.Equal(policy is null ? [] : [policy], CertificatePath.Validate(Pkits.Request(test)).ValidPolicies);
    }

    private static bool OpenSslAccepts(PkitsCase test)
    {
        using var folder = new TempFolder();
        folder.Write("anchor", Pkits.Certificate("TrustAnchorRootCertificate"));
        folder.Write("untrusted", [.. test.Intermediates.Select(Pkits.Certificate)]);
        folder.Write("certificate", Pkits.Certificate(test.Certificate));
        var lists = test.Lists.Prepend("TrustAnchorRootCRL").Select(list => PemEncoding.WriteString("X509 CRL", Pkits.List(list).Span));
        File.WriteAllText(folder.Path("lists"), string.Join('\n', lists) + "\n");
        List<string> arguments =
        [
            "verify", "-attime", $"{Pkits.At.ToUnixTimeSeconds()}", "-CAfile", folder.Path("anchor"), "-CRLfile", folder.Path("lists"), "-crl_check_all",
            "-extended_crl", "-use_deltas", "-policy_check", .. test.Policies.DefaultIfEmpty("2.5.29.32.0").SelectMany(policy => new[] { "-policy", policy }),
            .. test.Intermediates.IsEmpty ? [] : new[] { "-untrusted", folder.Path("untrusted") },
            .. test.Explicit ? ["-explicit_policy"] : Array.Empty<string>(),
            .. test.InhibitMapping ? ["-inhibit_map"] : Array.Empty<string>(),
            .. test.InhibitAny ? ["-inhibit_any"] : Array.Empty<string>(),
            folder.Path("certificate"),
        ];
        return OpenSsl.Accepts([.. arguments]);
    }

    private sealed record Run(PkitsCase Test, PathResult Result, bool OpenSslAccepts)
    {
        public bool IsRight => Result.Verdict == PathVerdict.Valid == Test.IsValid;

        public bool IsRightThere => OpenSslAccepts == Test.IsValid;
    }

    private static string Describe(PkitsCase test, PathResult result) =>
        $"{test.Number} {test.Certificate}: {Ask.Describe(result)}";
}
