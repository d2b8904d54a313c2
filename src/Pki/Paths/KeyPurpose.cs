namespace Chancery.Pki;

/// <summary>
/// What a certificate is to be used for: decides which keyUsage (RFC 5280 §4.2.1.3) and extendedKeyUsage (§4.2.1.12) it, and every authority above
/// it, must allow.
/// </summary>
public enum KeyPurpose
{
    /// <summary>No use in particular: usages are not looked at.</summary>
    Any,

    /// <summary>To verify signed mail (RFC 8550 §4.4): digitalSignature or nonRepudiation, and emailProtection.</summary>
    EmailSigning,

    /// <summary>To encrypt mail (RFC 8550 §4.4): keyEncipherment or keyAgreement, and emailProtection.</summary>
    EmailEncryption,
}
