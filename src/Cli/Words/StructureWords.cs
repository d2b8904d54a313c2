using Chancery.Cli.Terminal;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Words;

/// <summary>The words of a drawn message.</summary>
internal static class StructureWords
{
    public static readonly Text Signed = new("signed", "signé");
    public static readonly Text Legacy = new("of former years: --archive opens it", "d’autrefois : --archive l’ouvre");

    public static Text Kind(MailNodeKind kind) => kind switch
    {
        MailNodeKind.Message => new("message", "message"),
        MailNodeKind.Multipart => new("parts", "parties"),
        MailNodeKind.Part => new("part", "partie"),
        MailNodeKind.ClearSigned => new("clear signature", "signature en clair"),
        MailNodeKind.OpaqueSigned => new("opaque signature (SignedData)", "signature opaque (SignedData)"),
        MailNodeKind.Enveloped => new("encryption (EnvelopedData)", "chiffrement (EnvelopedData)"),
        MailNodeKind.AuthEnveloped => new("authenticated encryption (AuthEnvelopedData)", "chiffrement authentifié (AuthEnvelopedData)"),
        MailNodeKind.Compressed => new("compression (CompressedData)", "compression (CompressedData)"),
        MailNodeKind.CertificatesOnly => new("certificates only (SignedData)", "certificats seuls (SignedData)"),
        MailNodeKind.DetachedSignature => new("detached signature (SignedData)", "signature détachée (SignedData)"),
        _ => new("CMS of another kind", "CMS d’une autre sorte"),
    };

    public static Text Bytes(string count) => new($"{count} bytes", $"{count} octets");

    public static Text Field(FieldProtection protection) => protection switch
    {
        FieldProtection.SignedOnly => new("signed", "signé"),
        FieldProtection.EncryptedOnly => new("encrypted", "chiffré"),
        FieldProtection.SignedAndEncrypted => new("signed and encrypted", "signé et chiffré"),
        _ => new("not protected", "non protégé"),
    };

    public static Text Recipient(string who, string algorithm) => new($"to {who}: {algorithm}", $"pour {who} : {algorithm}");

    public static Text MoreRecipients(int count) => new($"and {count} more recipients", $"et {count} autres destinataires");

    public static Text Signer(string who, string algorithm, CmsSignatureState state) => new(
        $"signed by {who}: {algorithm}, {State(state).English}", $"signé par {who} : {algorithm}, {State(state).French}");

    public static Text Carries(string subject, string until) => new(
        $"carries the certificate of {subject}, valid until {until}", $"contient le certificat de {subject}, valide jusqu’au {until}");

    private static Text State(CmsSignatureState state) => state switch
    {
        CmsSignatureState.Valid => new("the mathematics hold", "le calcul est juste"),
        CmsSignatureState.DigestMismatch => new("the content is not what was signed", "le contenu n’est pas ce qui a été signé"),
        CmsSignatureState.SignatureInvalid => new("the signature is not by this key", "la signature n’est pas de cette clé"),
        CmsSignatureState.CertificateMissing => new("its certificate is not there", "son certificat manque"),
        CmsSignatureState.ContentMissing => new("the content is not there", "le contenu manque"),
        CmsSignatureState.AlgorithmUnsupported => new("not verified here", "non vérifié ici"),
        CmsSignatureState.AlgorithmWeak => new("holds, with means that prove nothing any more", "tient, par des moyens qui ne prouvent plus rien"),
        CmsSignatureState.SigningCertificateMismatch => new("names another certificate", "nomme un autre certificat"),
        _ => new("breaks a rule of CMS", "enfreint une règle de CMS"),
    };
}
