namespace Chancery.Pki;

/// <summary>What a certificate is for. The kind decides its extensions; there is no other way to ask for one.</summary>
public enum CertificateKind
{
    /// <summary>A self-signed root authority.</summary>
    Root,

    /// <summary>The authority that issues people's certificates, below a root; no authority below it.</summary>
    IssuingAuthority,

    /// <summary>The authority of device identities, which is the SCEP recipient too (RFC 8894 §2.1.2): it signs and deciphers.</summary>
    DeviceAuthority,

    /// <summary>A device's identity: signs (TLS, Mdm-Signature) and deciphers (encrypted profiles).</summary>
    DeviceIdentity,

    /// <summary>A person's certificate for signing mail.</summary>
    MailSigning,

    /// <summary>A person's certificate for receiving encrypted mail.</summary>
    MailEncryption,

    /// <summary>The vault's self-signed certificate, to which imports are sealed.</summary>
    VaultTransport,

    /// <summary>A TLS certificate, for a server or a client.</summary>
    Tls,
}
