using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What each kind of certificate carries. The builder writes it; the lints hold it against the bytes.</summary>
/// <param name="IsAuthority">basicConstraints cA.</param>
/// <param name="PathLength">pathLenConstraint, or none.</param>
/// <param name="KeyUsage">The exact keyUsage.</param>
/// <param name="ExtendedKeyUsages">The exact extKeyUsage; none where empty.</param>
/// <param name="MaxDays">The longest validity in days.</param>
internal sealed record KindRules(
    bool IsAuthority, int? PathLength, X509KeyUsageFlags KeyUsage, IReadOnlyList<string> ExtendedKeyUsages, int MaxDays)
{
    /// <summary>S/MIME BR 6.3.2 for mail; Apple's limit for TLS certificates under private roots is the same number.</summary>
    public const int MaxEndEntityDays = 825;

    private const int MaxAuthorityDays = 25 * 366;

    private const X509KeyUsageFlags Signs = X509KeyUsageFlags.DigitalSignature;
    private const X509KeyUsageFlags Certifies = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    public static KindRules Of(CertificateKind kind, bool rsa)
    {
        // RFC 3279 §2.3.1 and RFC 5480 §3: an RSA key enciphers keys, an EC key agrees on them.
        var receives = rsa ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.KeyAgreement;
        return kind switch
        {
            CertificateKind.Root => new(true, null, Certifies, [], MaxAuthorityDays),
            CertificateKind.IssuingAuthority => new(true, 0, Certifies, [], MaxAuthorityDays),
            CertificateKind.DeviceAuthority => new(true, 0, Certifies | Signs | X509KeyUsageFlags.KeyEncipherment, [], MaxAuthorityDays),
            CertificateKind.DeviceIdentity => new(false, null, Signs | X509KeyUsageFlags.KeyEncipherment, [Oids.ClientAuth], MaxEndEntityDays),
            CertificateKind.MailSigning => new(false, null, Signs, [Oids.EmailProtection], MaxEndEntityDays),
            CertificateKind.MailEncryption => new(false, null, receives, [Oids.EmailProtection], MaxEndEntityDays),
            CertificateKind.VaultTransport => new(false, null, X509KeyUsageFlags.KeyEncipherment, [], MaxAuthorityDays),
            CertificateKind.Tls => new(
                false, null, rsa ? Signs | X509KeyUsageFlags.KeyEncipherment : Signs, [Oids.ServerAuth, Oids.ClientAuth], MaxEndEntityDays),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
