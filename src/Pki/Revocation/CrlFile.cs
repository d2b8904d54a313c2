using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// A revocation list taken apart (RFC 5280 §5). The entries stay as they are encoded, with an index of eight octets each: a list may have
/// millions. Immutable but for what it remembers of signatures verified; safe for concurrent use.
/// </summary>
internal sealed class CrlFile
{
    private const int MaxRemembered = 32;

    private readonly ConcurrentDictionary<(string Key, bool AllowSha1), SignatureOutcome> _verified = [];
    private readonly ReadOnlyMemory<byte> _toBeSigned;
    private readonly byte[] _signature;

    private CrlFile(AsnReader list)
    {
        _toBeSigned = list.PeekEncodedValue();
        var fields = list.ReadSequence();
        Algorithm = list.ReadEncodedValue();
        _signature = list.ReadBitString(out var unused);
        list.ThrowIfNotEmpty();
        if (fields.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            fields.ReadInteger();
        }

        // RFC 5280 §5.1.1.2: the algorithm outside, which is not signed, must be the one inside, which is.
        IsConsistent = unused == 0 && fields.ReadEncodedValue().Span.SequenceEqual(Algorithm.Span);
        EncodedIssuer = fields.ReadEncodedValue();
        Issuer = NameKey.Read(EncodedIssuer);
        ThisUpdate = DerTime.Read(fields);
        NextUpdate = fields.HasData && DerTime.IsTime(fields.PeekTag()) ? DerTime.Read(fields) : null;
        Entries = new(fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? fields.ReadEncodedValue() : default);
        Extensions = fields.HasData ? CrlExtensions.Read(fields.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence()) : CrlExtensions.None;
        fields.ThrowIfNotEmpty();
    }

    public ReadOnlyMemory<byte> Algorithm { get; }

    /// <summary>Whether the algorithm outside is the one inside; without that no signature verifies.</summary>
    public bool IsConsistent { get; }

    public NameKey Issuer { get; }

    public ReadOnlyMemory<byte> EncodedIssuer { get; }

    public DateTimeOffset ThisUpdate { get; }

    public DateTimeOffset? NextUpdate { get; }

    public CrlEntries Entries { get; }

    public CrlExtensions Extensions { get; }

    public bool IsDelta => Extensions.BaseNumber is not null;

    /// <summary>Whether it, or an entry, has a critical extension not known here: it then tells nothing about any certificate (RFC 5280 §5.2, §5.3).</summary>
    public bool HasUnknownCritical => Extensions.HasUnknownCritical || Entries.HasUnknownCritical;

    /// <summary>Takes a list apart. Throws where it is none.</summary>
    public static CrlFile Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var file = new CrlFile(outer.ReadSequence());
        outer.ThrowIfNotEmpty();
        return file;
    }

    /// <summary>Whether it is signed by a key; hashing a large list each time would be waste.</summary>
    public SignatureOutcome Verify(PathKey key, bool allowSha1)
    {
        var name = (Convert.ToHexString(SHA256.HashData([.. key.Info.Span, .. key.Parameters.Span])), allowSha1);
        if (_verified.TryGetValue(name, out var known))
        {
            return known;
        }

        var outcome = IsConsistent ? SignatureCheck.Verify(key.Info, Algorithm, _toBeSigned.Span, _signature, allowSha1) : SignatureOutcome.Invalid;
        if (_verified.Count < MaxRemembered)
        {
            _verified.TryAdd(name, outcome);
        }

        return outcome;
    }
}
