namespace Chancery.Mail;

/// <summary>The reasons of a verdict on mail, and what keeps it from being read. The codes of <see cref="Pki.PathReasonCode"/> are among them, with the
/// same meaning.</summary>
public enum MailReasonCode
{
    /// <summary>The bytes are neither a message nor a CMS object that can be read. Unverifiable.</summary>
    Malformed,

    /// <summary>The message exceeds the limit of size. Unverifiable.</summary>
    TooLarge,

    /// <summary>It has more layers or parts within parts than are read. Unverifiable.</summary>
    TooDeep,

    /// <summary>Nothing is signed. Unverifiable.</summary>
    NotSigned,

    /// <summary>It is a SignedData without signers: it says nothing, and some readers show it as signed. Invalid.</summary>
    NoSigners,

    /// <summary>It carries certificates and no content. Unverifiable.</summary>
    CertificatesOnly,

    /// <summary>There are more signers than are looked at. Unverifiable.</summary>
    TooManySigners,

    /// <summary>Only a part of the body is signed; what stands beside it is anybody's. Invalid. The detail tells where.</summary>
    SignedPartOnly,

    /// <summary>A message in the message is signed, not the message itself. Invalid.</summary>
    SignedMessageAttached,

    /// <summary>The signed part is followed by unsigned text, as mailing lists append it. The signed part is judged, the text is nobody's. Unverifiable.</summary>
    UnsignedFooter,

    /// <summary>A multipart/signed is not made of the signed part and its signature alone. Invalid.</summary>
    SignedStructureBroken,

    /// <summary>Only a part of the body is encrypted; it is not opened, so that nothing from outside can be joined to it (EFAIL). Unverifiable.</summary>
    EncryptedPartOnly,

    /// <summary>It is encrypted and no key was given. Unverifiable.</summary>
    Encrypted,

    /// <summary>It is encrypted, and to none of the keys given; one reason for each recipient it names, in the detail. Unverifiable.</summary>
    NotForKeys,

    /// <summary>It is encrypted to a key given and does not open: damaged, or not made with this key. Unverifiable.</summary>
    DecryptionFailed,

    /// <summary>It is encrypted with an algorithm of former years, in the detail; the archive policy opens it. Unverifiable.</summary>
    EncryptionLegacy,

    /// <summary>It is encrypted with an algorithm that is not opened here, in the detail. Unverifiable.</summary>
    EncryptionUnsupported,

    /// <summary>A recipient is named in a way no mail program is known to read (X25519, ML-KEM), in the detail. A note.</summary>
    RecipientUnsupported,

    /// <summary>It is encrypted without authentication: whether it is what was encrypted is not known. A note.</summary>
    IntegrityUnknown,

    /// <summary>The compressed content breaks a limit or cannot be opened, in the detail. Unverifiable.</summary>
    CompressionUnreadable,

    /// <summary>The message has no From field. Invalid, where it is signed.</summary>
    FromMissing,

    /// <summary>The message has several From fields, or several addresses in one, or none that can be read: readers differ on which they show. Invalid.</summary>
    FromAmbiguous,

    /// <summary>The signer's certificate names other addresses than From; the detail has them. Invalid.</summary>
    FromIsNotSigner,

    /// <summary>The signer is the address in Sender and not the author in From. Invalid, with <see cref="FromIsNotSigner"/>.</summary>
    SenderIsSigner,

    /// <summary>A Sender field names another than the author. A note.</summary>
    SenderDiffers,

    /// <summary>The author's display name is a mail address other than his own, in the detail. Invalid.</summary>
    DisplayNameMisleads,

    /// <summary>The author inside the protection is not the one outside (RFC 9788 §4.4); the detail has the one inside. Invalid.</summary>
    ProtectedFromDiffers,

    /// <summary>A protected header field differs from the one outside; the detail has its name. The one inside counts. A note.</summary>
    HeaderChanged,

    /// <summary>The author encrypted the message, and it came in the clear: somebody who could read it took the encryption off (RFC 9788 §2.1.1). A note.</summary>
    EncryptionRemoved,

    /// <summary>The signer's certificate names no address at all, so that nothing ties it to the author (RFC 8550 §3). Unverifiable.</summary>
    SignerHasNoAddress,

    /// <summary>The content is not what was signed. Invalid.</summary>
    ContentChanged,

    /// <summary>The content was signed, and was changed on its way as relays change text; undone, as the detail tells, the signature holds. Invalid, since
    /// what is shown is not what was signed.</summary>
    ChangedInTransit,

    /// <summary>The signature is not made by the certificate's key. Invalid. (Of a certificate's own signature: its issuer did not make it.)</summary>
    SignatureInvalid,

    /// <summary>The signature breaks a rule that it needs to mean something, in the detail. Invalid.</summary>
    SignatureMalformed,

    /// <summary>The signer's certificate is not in the message. Unverifiable.</summary>
    SignerCertificateMissing,

    /// <summary>The signature names another certificate than the one that verifies (RFC 5035). Invalid.</summary>
    SigningCertificateMismatch,

    /// <summary>The content of the signature is not there. Unverifiable.</summary>
    ContentMissing,

    /// <summary>The signature is made with means that no longer prove anything, in the detail (SHA-1, MD5, RSA under 2048 bits). Invalid.</summary>
    AlgorithmWeak,

    /// <summary>The signature is made with an algorithm not verified here, in the detail. Unverifiable.</summary>
    AlgorithmUnsupported,

    /// <summary>The signer's certificate was valid when he says he signed, and no longer is. A note beside <see cref="CertificateExpired"/>: ask with the
    /// time of signing, in the detail.</summary>
    ValidWhenSigned,

    /// <summary>The signer says he signed after the time asked about; the detail has the time. A note.</summary>
    SignedInFuture,

    /// <summary>A path: no certificate of the issuer is at hand. Unverifiable.</summary>
    IssuerUnknown,

    /// <summary>A path: it ends at a root that is not trusted. Unverifiable.</summary>
    UntrustedRoot,

    /// <summary>A path: a certificate's signature is weak. Invalid.</summary>
    SignatureWeak,

    /// <summary>A path: a certificate's signature is of an unknown kind. Unverifiable.</summary>
    SignatureUnsupported,

    /// <summary>A path: a certificate cannot be read. Invalid.</summary>
    CertificateMalformed,

    /// <summary>A path: a certificate was past its time. Invalid.</summary>
    CertificateExpired,

    /// <summary>A path: a certificate was before its time. Invalid.</summary>
    CertificateNotYetValid,

    /// <summary>A path: a certificate is revoked. Invalid.</summary>
    CertificateRevoked,

    /// <summary>A path: a certificate was revoked after the time asked about, and not for a compromise. A note.</summary>
    CertificateRevokedLater,

    /// <summary>A path: nothing tells whether a certificate is revoked. Unverifiable.</summary>
    RevocationUnknown,

    /// <summary>A path: an issuer is no authority. Invalid.</summary>
    NotAnAuthority,

    /// <summary>A path: it is longer than allowed. Invalid.</summary>
    PathLengthExceeded,

    /// <summary>A path: a keyUsage forbids the use. Invalid.</summary>
    KeyUsageForbids,

    /// <summary>A path: an extendedKeyUsage forbids the use. Invalid.</summary>
    ExtendedKeyUsageForbids,

    /// <summary>A path: a name is outside of what an authority may certify. Invalid.</summary>
    NameConstraintViolated,

    /// <summary>A path: it is valid for no required policy. Invalid.</summary>
    PolicyRequired,

    /// <summary>A path: a policy mapping is wrong. Invalid.</summary>
    PolicyMappingInvalid,

    /// <summary>A path: a critical extension is not known. Invalid.</summary>
    CriticalExtensionUnknown,

    /// <summary>A path: a limit ended the work. Unverifiable.</summary>
    LimitExceeded,
}
