using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>
/// Revocation lists (full, delta, indirect, of any issuing distribution point) and OCSP responses, read and indexed once. Immutable and safe for
/// concurrent use. Nothing in it is trusted: each is verified when it is used.
/// </summary>
public sealed class RevocationData
{
    private RevocationData(ImmutableArray<PkiError> rejected) => Rejected = rejected;

    /// <summary>Nothing at hand.</summary>
    public static RevocationData None { get; } = new([]);

    /// <summary>What could not be read and was left out: <c>crlMalformed</c>, <c>ocspMalformed</c>, <c>ocspRefused</c>.</summary>
    public ImmutableArray<PkiError> Rejected { get; }

    /// <summary>Reads a set. What cannot be read is left out and told in <see cref="Rejected"/>.</summary>
    /// <param name="crls">Revocation lists, DER or PEM, each at most <see cref="RevocationList.MaxBytes"/>.</param>
    /// <param name="ocspResponses">OCSP responses, DER.</param>
    public static RevocationData Read(IEnumerable<ReadOnlyMemory<byte>> crls, IEnumerable<ReadOnlyMemory<byte>> ocspResponses) => None.With(crls, ocspResponses);

    /// <summary>This set and more: what a fetcher brought.</summary>
    /// <param name="crls">As for <see cref="Read"/>.</param>
    /// <param name="ocspResponses">As for <see cref="Read"/>.</param>
    public RevocationData With(IEnumerable<ReadOnlyMemory<byte>> crls, IEnumerable<ReadOnlyMemory<byte>> ocspResponses) => new(Rejected);
}
