using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Directories;

/// <summary>Who the certificate of an SMIMEA record is (RFC 6698 §2.1.1, RFC 7218).</summary>
public enum SmimeaUsage
{
    /// <summary>PKIX-TA: an authority that must be in the path, beside ordinary trust.</summary>
    AuthorityConstraint = 0,

    /// <summary>PKIX-EE: the person's certificate, beside ordinary trust.</summary>
    CertificateConstraint = 1,

    /// <summary>DANE-TA: an authority to trust for this address.</summary>
    TrustAnchor = 2,

    /// <summary>DANE-EE: the person's certificate, trusted because the domain says so.</summary>
    DomainIssued = 3,
}

/// <summary>One SMIMEA record (RFC 8162 §2, in the form of RFC 6698 §2.1).</summary>
/// <param name="Usage">Who the certificate is.</param>
/// <param name="Selector">0: the whole certificate; 1: its SubjectPublicKeyInfo.</param>
/// <param name="MatchingType">0: the data itself; 1: its SHA-256; 2: its SHA-512.</param>
/// <param name="Data">The data, or its hash.</param>
public sealed record SmimeaAssociation(SmimeaUsage Usage, byte Selector, byte MatchingType, ImmutableArray<byte> Data)
{
    /// <summary>Whether a certificate is the one meant.</summary>
    /// <param name="certificate">The certificate.</param>
    public bool Matches(X509Certificate2 certificate)
    {
        var selected = Selector switch
        {
            0 => certificate.RawData,
            1 => certificate.PublicKey.ExportSubjectPublicKeyInfo(),
            _ => null,
        };
        var value = (selected, MatchingType) switch
        {
            (null, _) => null,
            (_, 0) => selected,
            (_, 1) => SHA256.HashData(selected),
            (_, 2) => SHA512.HashData(selected),
            _ => null,
        };
        return value is not null && Data.AsSpan().SequenceEqual(value);
    }
}
