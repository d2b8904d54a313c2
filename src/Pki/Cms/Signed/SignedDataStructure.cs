using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A SignedData taken apart and not judged yet.</summary>
internal sealed class SignedDataStructure
{
    /// <summary>The digest algorithms announced in front of the content.</summary>
    public List<string> DigestAlgorithms { get; } = [];

    public string ContentType { get; set; } = string.Empty;

    /// <summary>Null where the message has no content of its own.</summary>
    public ReadOnlyMemory<byte>? Content { get; set; }

    public int MaxCertificates { get; init; } = CertificateReader.MaxCertificates;

    public CertificateBag Certificates { get; } = new();

    public List<byte[]> Crls { get; } = [];

    public List<byte[]> OcspResponses { get; } = [];

    public List<SignerStructure> Signers { get; } = [];

    /// <summary>Adds certificates the caller knows, behind the message's own.</summary>
    public void Borrow(IReadOnlyList<X509Certificate2> known)
    {
        foreach (var certificate in known)
        {
            Certificates.Borrow(certificate);
        }
    }
}
