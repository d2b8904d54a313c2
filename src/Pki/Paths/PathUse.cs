using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What the certificate at the end of a path must be fit for.</summary>
internal enum PathUse
{
    Any,
    EmailSigning,
    EmailEncryption,
    CrlSigning,
    OcspSigning,
}

/// <summary>What each use asks of a certificate, and of the authorities above it.</summary>
internal static class PathUses
{
    public static PathUse Of(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.EmailSigning => PathUse.EmailSigning,
        KeyPurpose.EmailEncryption => PathUse.EmailEncryption,
        _ => PathUse.Any,
    };

    /// <summary>The keyUsage bits of which one must be there, in a certificate that has the extension (RFC 8550 §4.4.2, RFC 5280 §6.3.3 (f)).</summary>
    public static X509KeyUsageFlags KeyUsage(this PathUse use) => use switch
    {
        PathUse.EmailSigning or PathUse.OcspSigning => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
        PathUse.EmailEncryption => X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement,
        PathUse.CrlSigning => X509KeyUsageFlags.CrlSign,
        _ => X509KeyUsageFlags.None,
    };

    public static bool AllowsKeyUsage(this PathUse use, PathExtensions extensions) =>
        use.KeyUsage() == X509KeyUsageFlags.None || extensions.KeyUsage is not { } usage || (usage & use.KeyUsage()) != 0;

    /// <summary>Whether an extendedKeyUsage allows the use. RFC 5280 §4.2.1.12 speaks of the last certificate; everybody applies it to the
    /// authorities too.</summary>
    public static bool AllowsExtendedKeyUsage(this PathUse use, PathExtensions extensions, bool isLast) => use switch
    {
        PathUse.EmailSigning or PathUse.EmailEncryption => extensions.ExtendedKeyUsage is not { } usages
            || usages.Contains(Oids.EmailProtection) || usages.Contains(Oids.AnyExtendedKeyUsage),
        // RFC 6960 §4.2.2.2: the responder is named as one, and anyExtendedKeyUsage does not.
        PathUse.OcspSigning when isLast => extensions.ExtendedKeyUsage?.Contains(Oids.OcspSigning) == true,
        _ => true,
    };
}
