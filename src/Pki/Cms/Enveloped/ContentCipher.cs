namespace Chancery.Pki;

/// <summary>The ciphers that content is written with. What is read besides them, see <see cref="DecryptionPolicy"/>.</summary>
public enum ContentCipher
{
    /// <summary>AES-128 in CBC (RFC 3565): what every mail program reads. The content is not authenticated.</summary>
    Aes128Cbc,

    /// <summary>AES-192 in CBC (RFC 3565).</summary>
    Aes192Cbc,

    /// <summary>AES-256 in CBC (RFC 3565).</summary>
    Aes256Cbc,

    /// <summary>AES-128 in GCM (RFC 5084), in an AuthEnvelopedData.</summary>
    Aes128Gcm,

    /// <summary>AES-192 in GCM (RFC 5084).</summary>
    Aes192Gcm,

    /// <summary>AES-256 in GCM (RFC 5084).</summary>
    Aes256Gcm,
}
