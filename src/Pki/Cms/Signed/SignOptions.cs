using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What is signed along, and how the message is put together.</summary>
public sealed record SignOptions
{
    /// <summary>Leave the content out of the message.</summary>
    public bool Detached { get; init; }

    /// <summary>The signing-time attribute (RFC 5652 §11.3), whole seconds; null for none.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>Certificates sent along beside the signers', which always are.</summary>
    public ImmutableArray<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Further signed attributes, such as SMIMECapabilities (RFC 8551 §2.5.2), for every signer. Content-type, message-digest, signing-time
    /// and signing-certificate are written of themselves and must not be among them.</summary>
    public ImmutableArray<CmsAttribute> ExtraSignedAttributes { get; init; } = [];

    /// <summary>Write the signing-certificate-v2 attribute (RFC 5035 §3), which binds the signature to the certificate, not to the key alone.</summary>
    public bool SigningCertificateV2 { get; init; } = true;

    /// <summary>The type of the content, an object identifier: id-data unless another CMS structure or a protocol's own is signed.</summary>
    public string ContentType { get; init; } = Oids.Data;
}
