using System.Security.Cryptography.X509Certificates;
using Chancery.Mail;
using Chancery.Pki;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Apple.Protocol;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.MailApps;

/// <summary>
/// The mail app of a simulated device. It knows what the device's profiles configured and what its keychain holds, and nothing else:
/// what it cannot do, the person who owns the device could not have done either.
/// </summary>
/// <param name="device">The device it runs on.</param>
public sealed class MailApp(SimulatedAppleDevice device)
{
    private readonly CertificateBook _book = new();

    /// <summary>The owner's address, if mail is configured.</summary>
    public string? Address => MailSettings.Of(device)?.Address;

    /// <summary>The correspondents' encryption certificates it has learned, by address.</summary>
    public IReadOnlyDictionary<string, X509Certificate2> Learned => _book.All;

    /// <summary>Writes as the configuration says: signed where it signs, encrypted where it encrypts by default.</summary>
    /// <param name="to">The recipients' addresses.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    public SentMail Send(IReadOnlyList<string> to, string subject, string text)
    {
        if (MailSettings.Of(device) is not { } settings)
        {
            return SentMail.Not(MailProblem.NoAccount);
        }

        return Write(settings, to, subject, text, signs: settings.Signing is not null, settings.EncryptsByDefault);
    }

    /// <summary>Writes a signed mail. It carries the owner's encryption certificate, so that readers learn it.</summary>
    /// <param name="to">The recipients' addresses.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    public SentMail SendSigned(IReadOnlyList<string> to, string subject, string text) => MailSettings.Of(device) is { } settings
        ? Write(settings, to, subject, text, signs: true, encrypts: false)
        : SentMail.Not(MailProblem.NoAccount);

    /// <summary>Writes a mail encrypted to the certificates learned and to the owner's own, signed too where the device signs.</summary>
    /// <param name="to">The recipients' addresses.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    public SentMail SendEncrypted(IReadOnlyList<string> to, string subject, string text) => MailSettings.Of(device) is { } settings
        ? Write(settings, to, subject, text, signs: settings.Signing is not null, encrypts: true)
        : SentMail.Not(MailProblem.NoAccount);

    /// <summary>Reads a mail with every identity in the keychain, judges its signature by the device's roots, and learns from it.</summary>
    /// <param name="eml">The mail.</param>
    public ReadMail Read(byte[] eml)
    {
        var keys = device.Keychain.VisibleTo(device.PersonalChannel).Select(identity => new MailKey(identity.Certificate, identity.Key)).ToList();
        var opened = SecureMail.Open(eml, keys);
        if (!opened.IsOk)
        {
            return new ReadMail(null, opened.Error.Name, SignerIsTrusted: false, Learned: null);
        }

        var signature = opened.Value.Signature;
        bool IsTrusted(X509Certificate2 certificate) => Chains(certificate, signature.Certificates);
        var isTrusted = signature is { State: SignatureState.Valid, Signer: { } signer } && IsTrusted(signer);
        var learned = isTrusted ? _book.Learn(opened.Value, IsTrusted) : null;
        return new ReadMail(opened.Value, null, isTrusted, learned is null ? null : CertificateReader.Thumbprint(learned));
    }

    private SentMail Write(MailSettings settings, IReadOnlyList<string> to, string subject, string text, bool signs, bool encrypts)
    {
        if (signs && Unable(settings.Signing) is var unable and not MailProblem.None)
        {
            return SentMail.Not(unable);
        }

        var draft = new MailDraft(settings.Address, to, subject, text, device.Clock.GetUtcNow());
        var signer = signs ? Signer(settings) : null;
        if (!encrypts)
        {
            return Sent(signer is null ? SecureMail.Plain(draft) : SecureMail.Sign(draft, signer), signer, []);
        }

        if (settings.Encryption is not { } own)
        {
            return SentMail.Not(MailProblem.NoEncryptionIdentity);
        }

        // A mail to oneself needs no second copy of the same certificate.
        var recipients = new List<X509Certificate2> { own.Certificate };
        foreach (var address in to.Where(address => !address.Equals(settings.Address, StringComparison.OrdinalIgnoreCase)))
        {
            if (_book.Find(address) is not { } known)
            {
                return SentMail.Not(MailProblem.RecipientUnknown, address);
            }

            recipients.Add(known);
        }

        return Sent(signer is null ? SecureMail.Encrypt(draft, recipients) : SecureMail.SignAndEncrypt(draft, signer, recipients), signer, recipients);
    }

    private MailProblem Unable(KeychainIdentity? signing)
    {
        var now = device.Clock.GetUtcNow();
        return signing is null ? MailProblem.NoSigningIdentity
            : signing.Certificate.NotBefore.ToUniversalTime() > now || signing.Certificate.NotAfter.ToUniversalTime() < now
                ? MailProblem.SigningCertificateNotValid
                : MailProblem.None;
    }

    private MailSigner Signer(MailSettings settings) => new(
        settings.Signing!.Certificate, settings.Signing.Key, [.. Issuers(settings.Signing)], settings.Encryption?.Certificate);

    /// <summary>The intermediates between an identity and its root, as far as the device has them.</summary>
    private IEnumerable<X509Certificate2> Issuers(KeychainIdentity identity)
    {
        var known = identity.Chain.Concat(device.Keychain.IntermediatesFor(device.PersonalChannel)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var below = identity.Certificate; known.Find(candidate => IsIssuer(candidate, below)) is { } issuer && seen.Add(issuer.Thumbprint); below = issuer)
        {
            yield return issuer;
        }
    }

    private static bool IsIssuer(X509Certificate2 candidate, X509Certificate2 below) =>
        !candidate.SubjectName.RawData.AsSpan().SequenceEqual(candidate.IssuerName.RawData) && CertificateReader.IsIssuedBy(below, candidate);

    private static SentMail Sent(PkiResult<byte[]> written, MailSigner? signer, IReadOnlyList<X509Certificate2> recipients) => written.IsOk
        ? new SentMail(
            written.Value, MailProblem.None, null, signer is null ? null : CertificateReader.Thumbprint(signer.Certificate),
            [.. recipients.Select(CertificateReader.Thumbprint)])
        : SentMail.Not(MailProblem.Unwritable, written.Error.Name);

    private bool Chains(X509Certificate2 certificate, IEnumerable<X509Certificate2> fromMessage) => ChainCheck.Holds(
        certificate, device.Keychain.AnchorsFor(device.PersonalChannel),
        [.. fromMessage, .. device.Keychain.IntermediatesFor(device.PersonalChannel)], device.Clock.GetUtcNow(), ChainCheck.EmailProtection);
}
