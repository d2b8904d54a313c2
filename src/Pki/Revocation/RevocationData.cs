using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>
/// Revocation lists (full, delta, indirect, of any issuing distribution point) and OCSP responses, read and indexed once. Immutable and safe for
/// concurrent use. Nothing in it is trusted: each is verified when it is used.
/// </summary>
public sealed class RevocationData
{
    private readonly ImmutableArray<CrlFile> _crls;
    private readonly ImmutableArray<OcspFile> _responses;
    private readonly ILookup<string, CrlFile> _byIssuer;
    private readonly ILookup<string, OcspFile> _bySerial;

    private RevocationData(ImmutableArray<CrlFile> crls, ImmutableArray<OcspFile> responses, ImmutableArray<PkiError> rejected)
    {
        (_crls, _responses, Rejected) = (crls, responses, rejected);
        _byIssuer = crls.OrderByDescending(crl => crl.ThisUpdate).ThenByDescending(crl => crl.Extensions.Number).ToLookup(crl => crl.Issuer.Whole);
        _bySerial = responses.SelectMany(response => response.SerialNumbers.Select(serial => (serial, response)))
            .ToLookup(pair => pair.serial, pair => pair.response);
    }

    /// <summary>Nothing at hand.</summary>
    public static RevocationData None { get; } = new([], [], []);

    /// <summary>What could not be read and was left out: <c>crlMalformed</c>, <c>ocspMalformed</c>, <c>ocspRefused</c>.</summary>
    public ImmutableArray<PkiError> Rejected { get; }

    /// <summary>How many revocation lists there are.</summary>
    public int RevocationListCount => _crls.Length;

    /// <summary>How many OCSP responses there are.</summary>
    public int OcspResponseCount => _responses.Length;

    /// <summary>Reads a set. What cannot be read is left out and told in <see cref="Rejected"/>.</summary>
    /// <param name="crls">Revocation lists, DER, each at most <see cref="RevocationList.MaxBytes"/>.</param>
    /// <param name="ocspResponses">OCSP responses, DER, each at most <see cref="OcspResponse.MaxBytes"/>.</param>
    public static RevocationData Read(IEnumerable<ReadOnlyMemory<byte>> crls, IEnumerable<ReadOnlyMemory<byte>> ocspResponses) =>
        None.With(crls, ocspResponses);

    /// <summary>This set and more: what a fetcher brought. What is already in it is not read again.</summary>
    /// <param name="crls">As for <see cref="Read"/>.</param>
    /// <param name="ocspResponses">As for <see cref="Read"/>.</param>
    public RevocationData With(IEnumerable<ReadOnlyMemory<byte>> crls, IEnumerable<ReadOnlyMemory<byte>> ocspResponses)
    {
        var rejected = Rejected.ToBuilder();
        var (lists, responses) =
            (Joined(_crls, crls.Select(RevocationList.ReadFile), rejected), Joined(_responses, ocspResponses.Select(OcspResponse.ReadFile), rejected));
        return new(lists, responses, rejected.ToImmutable());
    }

    internal IEnumerable<CrlFile> ListsOf(NameKey issuer) => _byIssuer[issuer.Whole];

    internal IEnumerable<OcspFile> ResponsesFor(ReadOnlyMemory<byte> serialNumber) => _bySerial[Convert.ToHexString(serialNumber.Span)];

    private static ImmutableArray<T> Joined<T>(ImmutableArray<T> had, IEnumerable<PkiResult<T>> more, ImmutableArray<PkiError>.Builder rejected)
    {
        var joined = had.ToBuilder();
        foreach (var read in more)
        {
            if (read.IsOk)
            {
                joined.Add(read.Value);
            }
            else
            {
                rejected.Add(read.Error);
            }
        }

        return joined.ToImmutable();
    }
}
