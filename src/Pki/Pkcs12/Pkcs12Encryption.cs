namespace Chancery.Pki;

/// <summary>How a PKCS#12 file is protected when written (facts of every consumer: docs/divergences).</summary>
public enum Pkcs12Encryption
{
    /// <summary>3DES and SHA-1, 2,000 iterations: what iOS and every macOS keychain import. The file is no protection by itself; it travels inside an
    /// encrypted profile.</summary>
    AppleCompatible,

    /// <summary>AES-256-CBC and HMAC-SHA-256 (PBES2), 2,000 iterations with a random password: Windows 10, OpenSSL 3, NSS.</summary>
    Modern,
}
