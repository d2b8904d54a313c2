using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>A SignerInfo (RFC 5652 §5.3) taken apart and not judged yet.</summary>
internal sealed class SignerStructure
{
    private readonly Lazy<NameKey?> _issuerKey;

    public SignerStructure() => _issuerKey = new(() => NameKey.TryRead(Issuer));

    /// <summary>The issuer's name, DER; empty where a key identifier names the certificate.</summary>
    public ReadOnlyMemory<byte> Issuer { get; set; }

    /// <summary>The issuer's name, comparable; null where it is none.</summary>
    public NameKey? IssuerKey => _issuerKey.Value;

    /// <summary>The serial number's octets.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; set; }

    /// <summary>Null where issuer and serial number name the certificate.</summary>
    public ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; set; }

    public string DigestAlgorithm { get; set; } = string.Empty;

    /// <summary>The signed attributes as encoded, under their tag [0]; null where there are none.</summary>
    public ReadOnlyMemory<byte>? EncodedAttributes { get; set; }

    public ImmutableArray<CmsAttribute> SignedAttributes { get; set; } = [];

    public ImmutableArray<CmsAttribute> UnsignedAttributes { get; set; } = [];

    public string SignatureAlgorithm { get; set; } = string.Empty;

    /// <summary>The parameters as encoded; empty where they are absent.</summary>
    public ReadOnlyMemory<byte> SignatureParameters { get; set; }

    public ReadOnlyMemory<byte> Signature { get; set; }
}
