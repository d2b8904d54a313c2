namespace Chancery.Pki;

/// <summary>The expected failures of this room. Each member's lowerCamelCase name is a code of the product's error catalogue.</summary>
public enum PkiErrorCode
{
    /// <summary>The bytes are no X.509 certificate (RFC 5280), or an extension of it cannot be read.</summary>
    CertificateMalformed,

    /// <summary>A certificate, or a bundle of them, exceeds <see cref="CertificateReader.MaxBundleBytes"/> or <see cref="CertificateReader.MaxCertificates"/>.</summary>
    CertificateTooLarge,

    /// <summary>The key is of a kind this product does not use (Ed25519, X25519, DSA, an unnamed curve).</summary>
    KeyUnsupported,

    /// <summary>The bytes are no PKCS#8 private key, or no SubjectPublicKeyInfo.</summary>
    KeyMalformed,

    /// <summary>A subject is no distinguished name in CertStrToName's syntax, or exceeds RFC 5280's upper bounds.</summary>
    SubjectMalformed,

    /// <summary>A certificate about to be signed breaks a lint rule; the detail names the rule.</summary>
    LintFailed,

    /// <summary>The bytes are no PKCS#12 file.</summary>
    PfxMalformed,

    /// <summary>The PKCS#12 file is well formed and the password is not its password.</summary>
    PfxWrongPassword,

    /// <summary>The PKCS#12 file holds no private key.</summary>
    PfxNoKey,

    /// <summary>The PKCS#12 file holds a private key whose certificate is not in it.</summary>
    PfxKeyMismatch,

    /// <summary>The PKCS#12 file exceeds the limits of size or of number of bags.</summary>
    PfxTooLarge,

    /// <summary>Opening the PKCS#12 file would take more key derivation than the limits allow.</summary>
    PfxTooCostly,

    /// <summary>The PKCS#12 file is protected in a way this product does not open (public-key modes, an unknown cipher).</summary>
    PfxUnsupported,

    /// <summary>The bytes are no CMS message (RFC 5652) of the kind expected.</summary>
    CmsMalformed,

    /// <summary>The CMS message exceeds the limit of size.</summary>
    CmsTooLarge,

    /// <summary>A CMS signature does not verify, or the message is not signed by exactly one signer.</summary>
    CmsSignatureInvalid,

    /// <summary>A certificate and key cannot sign as asked: they do not belong together, the key is too small, or the scheme or digest is not its.</summary>
    SignerUnsuitable,

    /// <summary>A CMS message was not decrypted. There is one such failure, whatever the reason, so that it is no oracle.</summary>
    CmsDecryptFailed,

    /// <summary>A CMS message is encrypted, and to none of the keys given: no recipient it names is one of theirs.</summary>
    CmsNotForKeys,

    /// <summary>A CMS message uses an algorithm that is not opened here; the detail names it. This is told from the outside, without any key.</summary>
    CmsAlgorithmUnsupported,

    /// <summary>A CMS message is encrypted with an algorithm of former years, which <see cref="DecryptionPolicy.Archive"/> opens; the detail names it.</summary>
    CmsAlgorithmLegacy,

    /// <summary>A private key is not the one that the certificate certifies.</summary>
    KeyMismatch,

    /// <summary>What was sealed to the vault is not a sealed import.</summary>
    SealedImportMalformed,

    /// <summary>The bytes are no SCEP message (RFC 8894), or an attribute is missing.</summary>
    ScepMalformed,

    /// <summary>The SCEP message, or the request inside it, is not signed by the key it names.</summary>
    ScepSignatureInvalid,

    /// <summary>The SCEP request asks to certify a key this authority does not certify.</summary>
    ScepKeyRefused,

    /// <summary>The SCEP server answered with a failure; the detail names its failInfo.</summary>
    ScepRejected,

    /// <summary>The SCEP server answered that the request waits for a decision.</summary>
    ScepPending,

    /// <summary>The bytes are no certificate revocation list (RFC 5280 §5).</summary>
    CrlMalformed,

    /// <summary>The bytes are no basic OCSP response (RFC 6960 §4.2.1).</summary>
    OcspMalformed,

    /// <summary>The OCSP responder answered with an error; the detail names it.</summary>
    OcspRefused,

    /// <summary>An OCSP response tells nothing: not by the issuer or a responder of its, not current, without the nonce, or about another certificate.</summary>
    OcspUnusable,

    /// <summary>The text looked up in a directory is no mail address.</summary>
    RecipientAddressInvalid,

    /// <summary>No directory has a certificate for the address.</summary>
    RecipientNotFound,

    /// <summary>A directory handed out a certificate that does not name the address asked for.</summary>
    RecipientAddressMismatch,

    /// <summary>The recipient's certificate is not for encrypting mail: its key usage, or it is an authority's.</summary>
    RecipientNotForEncryption,

    /// <summary>The recipient's certificate has expired.</summary>
    RecipientExpired,

    /// <summary>The recipient's certificate is not valid yet.</summary>
    RecipientNotYetValid,

    /// <summary>A directory did not answer: no route, no name, refused, timed out, or its TLS certificate is not trusted.</summary>
    DirectoryUnreachable,

    /// <summary>A directory's answer exceeds the limits of size or number.</summary>
    DirectoryAnswerTooLarge,

    /// <summary>A directory refused to answer: a bind that failed, a base that is not there, a status that is no success.</summary>
    DirectoryRefused,

    /// <summary>A directory's answer does not follow its protocol.</summary>
    DirectoryAnswerMalformed,

    /// <summary>The DNS has certificates for the address (SMIMEA), and nothing proves that they are the domain's: no DNSSEC, or no trusted way to the resolver.</summary>
    DirectoryNotAuthenticated,

    /// <summary>A URL is not fetched: it leads to this machine or a private network, by another protocol, or without the protection asked for.</summary>
    FetchForbidden,

    /// <summary>Evidence (a revocation list, an OCSP response, an issuer's certificate) could not be fetched.</summary>
    FetchFailed,

    /// <summary>Evidence was not fetched because nothing is, on request.</summary>
    FetchOffline,

    /// <summary>The DNS names the address's certificates (SMIMEA, RFC 8162), and this is none of them.</summary>
    RecipientNotAssociated,

    /// <summary>A text names no directory: no URL of a known kind, and no folder that is there.</summary>
    DirectoryUrlInvalid,

    /// <summary>The recipient's certificate is not trusted: no valid path leads from it to an authority that is.</summary>
    RecipientUntrusted,

    /// <summary>The recipient's certificate holds a key that is not encrypted to: too short, of an unknown kind, or on an unknown curve.</summary>
    RecipientUnsuitable,

    /// <summary>The bytes are no mail (RFC 5322, MIME), or a layer of it is no CMS.</summary>
    MailMalformed,

    /// <summary>The mail exceeds the limit of size.</summary>
    MailTooLarge,

    /// <summary>The mail has more layers of S/MIME than the limit.</summary>
    MailTooDeep,

    /// <summary>The mail has no author, or several: a signature by one would vouch for another.</summary>
    MailSenderAmbiguous,

    /// <summary>The mail is encrypted, and to none of the keys given.</summary>
    MailNotForKeys,

    /// <summary>The mail is encrypted to a key given and does not open. There is one such failure, whatever the reason, so that it is no oracle.</summary>
    MailUnreadable,

    /// <summary>A mail about to be written names something as an address that is none, or no recipient.</summary>
    MailAddressInvalid,

    /// <summary>A mail about to be encrypted has a recipient whose certificate cannot take a key: not RSA, or its key usage forbids it.</summary>
    MailRecipientUnsuitable,
}
