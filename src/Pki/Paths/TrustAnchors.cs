using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// Certificates that are trusted, read and indexed once. Safe for concurrent use. A certificate that is no authority's (version 3 without
/// basicConstraints) is trusted for itself alone and issues nothing. The certificates stay the caller's and must outlive this set.
/// </summary>
public sealed class TrustAnchors
{
    private readonly ILookup<string, PathCertificate> _bySubject;

    private TrustAnchors(IReadOnlyList<PathCertificate> anchors)
    {
        Certificates = [.. anchors.Select(anchor => anchor.Origin!)];
        _bySubject = anchors.ToLookup(anchor => anchor.Subject.Whole);
    }

    /// <summary>Trusts nothing.</summary>
    public static TrustAnchors None { get; } = new([]);

    /// <summary>The certificates.</summary>
    public ImmutableArray<X509Certificate2> Certificates { get; }

    /// <summary>Prepares a set.</summary>
    /// <param name="certificates">What is trusted; each only once is enough.</param>
    /// <returns>The set; <c>certificateMalformed</c>.</returns>
    public static PkiResult<TrustAnchors> Create(IEnumerable<X509Certificate2> certificates)
    {
        var anchors = new List<PathCertificate>();
        foreach (var certificate in certificates)
        {
            if (PathCertificate.TryRead(certificate.RawDataMemory, certificate) is not { } anchor)
            {
                return PkiResult<TrustAnchors>.Fail(PkiErrorCode.CertificateMalformed, "A trust anchor cannot be read.");
            }

            anchors.Add(anchor);
        }

        return new TrustAnchors(anchors);
    }

    internal static TrustAnchors Only(PathCertificate anchor) => new([anchor]);

    internal IEnumerable<PathCertificate> Named(NameKey subject) => _bySubject[subject.Whole];
}
