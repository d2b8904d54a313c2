namespace Chancery.Pki;

/// <summary>The ways a content key is brought to a recipient when a message is written (RFC 5652 §6). More of them are read.</summary>
public enum KeyManagement
{
    /// <summary>Key transport with RSA PKCS#1 v1.5 (RFC 3370 §4.2.1): for recipients that announce no better.</summary>
    RsaPkcs1,

    /// <summary>Key transport with RSA-OAEP, SHA-256 for the hash and for MGF1 (RFC 3560, RFC 4055 §4.1).</summary>
    RsaOaepSha256,

    /// <summary>The same with SHA-384.</summary>
    RsaOaepSha384,

    /// <summary>The same with SHA-512.</summary>
    RsaOaepSha512,

    /// <summary>Ephemeral-static ECDH (RFC 5753 §3.1), dhSinglePass-stdDH with the X9.63 KDF over SHA-256, AES-128 key wrap (RFC 3394).</summary>
    EcdhSha256Aes128,

    /// <summary>The same with SHA-256 and AES-256 key wrap.</summary>
    EcdhSha256Aes256,

    /// <summary>The same with SHA-384 and AES-256 key wrap.</summary>
    EcdhSha384Aes256,

    /// <summary>The same with SHA-512 and AES-256 key wrap.</summary>
    EcdhSha512Aes256,
}
