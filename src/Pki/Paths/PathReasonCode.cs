namespace Chancery.Pki;

/// <summary>Why a path is not valid.</summary>
public enum PathReasonCode
{
    /// <summary>No certificate at hand is of the issuer, and it is no trust anchor. Leaves the path unverifiable.</summary>
    IssuerUnknown,

    /// <summary>The path ends at a self-signed certificate that is not a trust anchor. Leaves the path unverifiable.</summary>
    UntrustedRoot,

    /// <summary>Certificates of the issuer are at hand, and the signature is by none of their keys.</summary>
    SignatureInvalid,

    /// <summary>A signature is with MD5, MD2, an RSA key under 1024 bits, or with SHA-1 where that is not allowed.</summary>
    SignatureWeak,

    /// <summary>A signature is of a kind, or by a key of a kind, that is not known here.</summary>
    SignatureUnsupported,

    /// <summary>A certificate cannot be read as RFC 5280 §4 wants it.</summary>
    CertificateMalformed,

    /// <summary>A certificate was past its time.</summary>
    CertificateExpired,

    /// <summary>A certificate was before its time.</summary>
    CertificateNotYetValid,

    /// <summary>A certificate is revoked; <see cref="PathResult.Revocation"/> has when and why.</summary>
    CertificateRevoked,

    /// <summary>A certificate was revoked after <see cref="PathRequest.At"/>, for a reason that does not put its earlier use in doubt
    /// (RFC 5280 §5.3.1: anything but a compromise of a key, or no reason given). Whether that time can be believed is the caller's to say.</summary>
    CertificateRevokedLater,

    /// <summary>Nothing at hand tells whether a certificate is revoked. Leaves the path unverifiable.</summary>
    RevocationUnknown,

    /// <summary>A certificate that issued another is no authority's (RFC 5280 §6.1.4 (k)).</summary>
    NotAnAuthority,

    /// <summary>A path is longer than a pathLenConstraint allows (RFC 5280 §6.1.4 (l)).</summary>
    PathLengthExceeded,

    /// <summary>A keyUsage does not allow the use, or issuing certificates (RFC 5280 §6.1.4 (n)).</summary>
    KeyUsageForbids,

    /// <summary>An extendedKeyUsage, of the certificate or of an authority above it, does not allow the use.</summary>
    ExtendedKeyUsageForbids,

    /// <summary>A name is outside of what an authority may certify (RFC 5280 §4.2.1.10).</summary>
    NameConstraintViolated,

    /// <summary>The path is valid for none of the policies that are required (RFC 5280 §6.1.5 (g)).</summary>
    PolicyRequired,

    /// <summary>A policy mapping is from or to anyPolicy (RFC 5280 §6.1.4 (a)).</summary>
    PolicyMappingInvalid,

    /// <summary>A critical extension is not known here (RFC 5280 §6.1.4 (o)).</summary>
    CriticalExtensionUnknown,

    /// <summary>A limit of <see cref="PathLimits"/> ended the work. Leaves the path unverifiable.</summary>
    LimitExceeded,
}
