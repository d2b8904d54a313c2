using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>
/// Rules that hold the builder itself: no draft can break them, so each is shown a certificate made past the builder that does, beside the
/// builder's own, which does not.
/// </summary>
public sealed class LintRuleTests
{
    private static readonly Dictionary<string, Action<CertificateRequest>> Breaks = new()
    {
        ["basicConstraints"] = request => Replace(request, new X509BasicConstraintsExtension(true, false, 0, critical: true)),
        ["keyUsage"] = request => Replace(request, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: false)),
        ["extendedKeyUsage"] = request => Replace(request, new X509EnhancedKeyUsageExtension([new Oid(Oids.EmailProtection), new Oid(Oids.ServerAuth)], critical: false)),
        ["keyIdentifiers"] = request => Remove(request, Oids.AuthorityKeyIdentifier),
        ["smimeCapabilities"] = request => Remove(request, Oids.SmimeCapabilities),
        ["namesCriticality"] = request => Replace(request, new X509Extension(Oids.SubjectAltName, Find(request, Oids.SubjectAltName).RawData, critical: true)),
        ["extensionsKnownOnce"] = request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical: false)),
    };

    public static TheoryData<string> Rules => [.. Breaks.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_aboutTheBuilder_tellsABadCertificateFromAGoodOne(string id)
    {
        var rule = LintRules.All.Single(check => check.Rule.Id == id);
        Assert.Null(rule.Problem(Subject(_ => { })));
        Assert.NotNull(rule.Problem(Subject(Breaks[id])));
    }

    [Fact]
    public void Version_ofACertificateWithoutExtensions_isRefused()
    {
        // The runtime writes version 3 whatever it is asked, so a version 1 certificate comes from its DER: the [0] version field taken out.
        using var folder = new TempFolder();
        OpenSsl.Run("req", "-new", "-key", folder.Write("k.key", Given.Key1), "-subj", "/CN=v1", "-out", folder.Path("v1.csr"));
        OpenSsl.Run("x509", "-req", "-in", folder.Path("v1.csr"), "-signkey", folder.Path("k.key"), "-days", "10", "-out", folder.Path("v1.pem"));
        var certificate = Given.Ok(CertificateReader.Read(folder.Read("v1.pem")));
        var draft = Given.Mail(CertificateKind.MailSigning, Given.Key1);
        var rule = LintRules.All.Single(check => check.Rule.Id == "version3");
        Assert.NotNull(rule.Problem(new LintSubject(draft, null, certificate, CertificateReader.Describe(certificate))));
        Assert.Null(rule.Problem(Subject(_ => { })));
    }

    private static LintSubject Subject(Action<CertificateRequest> change)
    {
        var good = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var request = new CertificateRequest(good.SubjectName, good.PublicKey, HashAlgorithmName.SHA256);
        foreach (var extension in good.Extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        change(request);
        var issuer = Given.Issuing.Certificate;
        var algorithm = SignatureAlgorithm.For(issuer.PublicKey.ExportSubjectPublicKeyInfo())!;
        var bad = request.Create(
            issuer.SubjectName, new FixedSignatureGenerator(algorithm, issuer.PublicKey, null), good.NotBefore, good.NotAfter, good.SerialNumberBytes.Span);
        return new LintSubject(Given.Mail(CertificateKind.MailSigning, Given.Key1), issuer, bad, CertificateReader.Describe(bad));
    }

    private static X509Extension Find(CertificateRequest request, string oid) => request.CertificateExtensions.Single(extension => extension.Oid!.Value == oid);

    private static void Remove(CertificateRequest request, string oid) => request.CertificateExtensions.Remove(Find(request, oid));

    private static void Replace(CertificateRequest request, X509Extension extension)
    {
        Remove(request, extension.Oid!.Value!);
        request.CertificateExtensions.Add(extension);
    }
}
