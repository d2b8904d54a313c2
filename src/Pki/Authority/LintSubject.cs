using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What the rules look at: the certificate as its bytes have it, beside what was asked for.</summary>
/// <param name="Draft">What was asked for.</param>
/// <param name="Issuer">The issuer; null for a self-signed certificate.</param>
/// <param name="Certificate">The certificate read back from its bytes, with no valid signature.</param>
/// <param name="Info">The same as facts.</param>
internal sealed record LintSubject(CertificateDraft Draft, X509Certificate2? Issuer, X509Certificate2 Certificate, CertificateInfo Info)
{
    public bool IsAuthority => Draft.Kind is CertificateKind.Root or CertificateKind.IssuingAuthority or CertificateKind.DeviceAuthority;

    public bool IsMail => Draft.Kind is CertificateKind.MailSigning or CertificateKind.MailEncryption;

    public bool IsRsa => Certificate.PublicKey.Oid.Value == Oids.Rsa;

    public X509Extension? Extension(string oid) => Certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == oid);
}

/// <summary>A rule and how it is held: null where the certificate keeps it, else what is wrong.</summary>
internal sealed record LintCheck(LintRule Rule, Func<LintSubject, string?> Problem);
