namespace Chancery.Pki;

/// <summary>What the mathematics of one signature say. Nothing of this tells whether the signer is trusted.</summary>
public enum CmsSignatureState
{
    /// <summary>The signature holds over the content, by the certificate named.</summary>
    Valid,

    /// <summary>The content is not what was signed: its digest is another.</summary>
    DigestMismatch,

    /// <summary>The signature is not made by the certificate's key over what it should cover.</summary>
    SignatureInvalid,

    /// <summary>The message does not carry the signer's certificate, so that nothing could be checked.</summary>
    CertificateMissing,

    /// <summary>The message does not carry its content, and none was handed in.</summary>
    ContentMissing,

    /// <summary>The digest, the signature algorithm or the key is of a kind not verified here; the names tell which.</summary>
    AlgorithmUnsupported,

    /// <summary>The signature holds, by means that no longer prove anything: MD5, SHA-1, RSA or DSA below 1024 bits.</summary>
    AlgorithmWeak,

    /// <summary>The signer's part breaks a rule of RFC 5652 that a signature needs to mean something; the detail tells which.</summary>
    Malformed,

    /// <summary>The signing-certificate attribute (RFC 5035) names another certificate than the one that verifies.</summary>
    SigningCertificateMismatch,
}
