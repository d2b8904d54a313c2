using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// Certificates that are trusted, read and indexed once. Safe for concurrent use. A certificate that is no authority's (no basicConstraints)
/// is trusted for itself alone and issues nothing. The certificates stay the caller's and must outlive this set.
/// </summary>
public sealed class TrustAnchors
{
    private TrustAnchors(ImmutableArray<X509Certificate2> certificates) => Certificates = certificates;

    /// <summary>Trusts nothing.</summary>
    public static TrustAnchors None { get; } = new([]);

    /// <summary>The certificates.</summary>
    public ImmutableArray<X509Certificate2> Certificates { get; }

    /// <summary>Prepares a set.</summary>
    /// <param name="certificates">What is trusted; each only once is enough.</param>
    /// <returns>The set; <c>certificateMalformed</c>.</returns>
    public static PkiResult<TrustAnchors> Create(IEnumerable<X509Certificate2> certificates) => new TrustAnchors([.. certificates]);
}
