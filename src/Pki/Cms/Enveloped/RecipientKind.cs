namespace Chancery.Pki;

/// <summary>The choices of RecipientInfo (RFC 5652 §6.2).</summary>
public enum RecipientKind
{
    /// <summary>KeyTransRecipientInfo: the content key is encrypted with the recipient's RSA key.</summary>
    KeyTransport,

    /// <summary>KeyAgreeRecipientInfo: it is wrapped with a key agreed on.</summary>
    KeyAgreement,

    /// <summary>KEKRecipientInfo: it is wrapped with a symmetric key both hold. Reported, not opened.</summary>
    KeyEncryptionKey,

    /// <summary>PasswordRecipientInfo: it is wrapped with a key made of a password. Reported, not opened.</summary>
    Password,

    /// <summary>OtherRecipientInfo, such as KEMRecipientInfo (RFC 9629). Reported, not opened.</summary>
    Other,
}
