namespace Chancery.Mail;

/// <summary>What an organisation asks of the mail it writes. What each means is one table: <see cref="AlgorithmPolicy"/>.</summary>
public enum MailPolicy
{
    /// <summary>What every mail app in use reads: AES-256-CBC and RSA PKCS#1 v1.5, and better only where a recipient says he reads it.</summary>
    Compatible,

    /// <summary>S/MIME 4.0 (RFC 8551): AES-GCM and RSA-OAEP unless a recipient announces capabilities without them.</summary>
    Modern,

    /// <summary>AES-256-GCM, RSA-OAEP and RSA-PSS always; who cannot read them gets no mail. What the German energy market demands.</summary>
    Strict,
}
