using System.Security.Cryptography.X509Certificates;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Simulators.MailApps;

/// <summary>The correspondents' encryption certificates, learned from mail they signed.</summary>
internal sealed class CertificateBook
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, X509Certificate2> All =>
        _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Certificate, StringComparer.OrdinalIgnoreCase);

    public X509Certificate2? Find(string address) => _entries.GetValueOrDefault(address)?.Certificate;

    /// <summary>
    /// Learns from a mail whose signer is trusted. RFC 8551 §2.5.3: the certificate named by SMIMEEncryptionKeyPreference; where there is
    /// none, one in the message that can encrypt to the sender's address. Mail signed earlier than what is known teaches nothing.
    /// </summary>
    /// <param name="mail">The mail.</param>
    /// <param name="isTrusted">Whether a certificate chains to the device's roots today.</param>
    public X509Certificate2? Learn(OpenedMail mail, Func<X509Certificate2, bool> isTrusted)
    {
        var certificate = mail.Signature.PreferredEncryptionCertificate ?? mail.Signature.Certificates
            .Where(candidate => IsFor(mail.From, candidate) && isTrusted(candidate))
            .MaxBy(candidate => candidate.NotBefore);
        if (certificate is null || !IsFor(mail.From, certificate) || !isTrusted(certificate))
        {
            return null;
        }

        var signed = mail.Signature.SigningTime ?? DateTimeOffset.MinValue;
        if (_entries.TryGetValue(mail.From, out var known) && known.Signed > signed)
        {
            return null;
        }

        _entries[mail.From] = new Entry(certificate, signed);
        return certificate;
    }

    private static bool IsFor(string address, X509Certificate2 certificate)
    {
        var info = CertificateReader.Describe(certificate);
        return info.CanEncrypt && info.EmailAddresses.Contains(address, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Entry(X509Certificate2 Certificate, DateTimeOffset Signed);
}
