namespace Chancery.Pki;

/// <summary>Why a SCEP request was refused (RFC 8894 §3.2.1.4).</summary>
public enum ScepFailInfo
{
    /// <summary>Unrecognised or unsupported algorithm.</summary>
    BadAlg = 0,

    /// <summary>The signature or the encryption of the message does not hold.</summary>
    BadMessageCheck = 1,

    /// <summary>The transaction is not permitted or supported.</summary>
    BadRequest = 2,

    /// <summary>The signing time is too far from the server's.</summary>
    BadTime = 3,

    /// <summary>No certificate matches.</summary>
    BadCertId = 4,
}
