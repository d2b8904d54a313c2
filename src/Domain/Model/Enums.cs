namespace Chancery.Domain;

/// <summary>A device's platform.</summary>
public enum Platform
{
    /// <summary>iOS and iPadOS.</summary>
    IOS,

    /// <summary>macOS.</summary>
    MacOS,
}

/// <summary>What an imported certificate, or the profile that delivers it, is for (Graph <c>intendedPurpose</c>).</summary>
public enum IntendedPurpose
{
    /// <summary>Not said.</summary>
    Unassigned,

    /// <summary>S/MIME encryption: all of a user's certificates go to all of the user's devices.</summary>
    SmimeEncryption,

    /// <summary>S/MIME signing.</summary>
    SmimeSigning,
}

/// <summary>What a certificate made here is for.</summary>
public enum CertificateUsage
{
    /// <summary>Signing: digitalSignature. The key is never recoverable.</summary>
    Signing,

    /// <summary>Encryption: keyEncipherment (RSA) or keyAgreement (EC).</summary>
    Encryption,
}

/// <summary>The kind of an end-entity key.</summary>
public enum KeyKind
{
    /// <summary>RSA 2048: every mail app reads it.</summary>
    Rsa2048,

    /// <summary>RSA 3072.</summary>
    Rsa3072,

    /// <summary>ECDSA or ECDH on P-256.</summary>
    EcP256,
}
