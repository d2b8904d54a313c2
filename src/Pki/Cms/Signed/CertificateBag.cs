using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The certificates of a message. One that cannot be read is passed over: it can only fail to be found.</summary>
internal sealed class CertificateBag
{
    private readonly List<Entry> _entries = [];

    // Those at the end that came from elsewhere than the message.
    private int _borrowed;

    public void Add(ReadOnlySpan<byte> der)
    {
        if (KnownCertificate.Of(der) is { } known)
        {
            _entries.Add(new Entry(known, known.NewCopy()));
        }
    }

    /// <summary>Adds what another message carries.</summary>
    public void Borrow(CertificateBag other)
    {
        _entries.AddRange(other._entries);
        _borrowed += other._entries.Count;
    }

    /// <summary>Adds a certificate the caller knows.</summary>
    public void Borrow(X509Certificate2 certificate)
    {
        if (KnownCertificate.Of(certificate.RawDataMemory.Span) is { } known)
        {
            _entries.Add(new Entry(known, certificate));
            _borrowed++;
        }
    }

    /// <summary>The certificates of the message itself.</summary>
    public ImmutableArray<X509Certificate2> All()
    {
        var all = ImmutableArray.CreateBuilder<X509Certificate2>(_entries.Count - _borrowed);
        for (var index = 0; index < all.Capacity; index++)
        {
            all.Add(_entries[index].Certificate);
        }

        return all.MoveToImmutable();
    }

    /// <summary>The certificates that bear a signer's name, each once, at most <see cref="SignedLimits.MaxCandidates"/>.</summary>
    public List<Entry> Find(SignerStructure signer)
    {
        var found = new List<Entry>(1);
        foreach (var entry in _entries)
        {
            if (found.Count < SignedLimits.MaxCandidates && IsNamed(entry.Known, signer)
                && !found.Exists(other => other.Known.Der.Span.SequenceEqual(entry.Known.Der.Span)))
            {
                found.Add(entry);
            }
        }

        return found;
    }

    private static bool IsNamed(KnownCertificate certificate, SignerStructure signer) => signer.SubjectKeyIdentifier is { } identifier
        ? certificate.SubjectKeyIdentifier is { } own && own.Span.SequenceEqual(identifier.Span)
        : certificate.Fields.SerialNumber.Span.SequenceEqual(signer.SerialNumber.Span) && IsIssuer(certificate, signer);

    // Some programs spell the name anew: another string type, another case (RFC 5280 §7.1).
    private static bool IsIssuer(KnownCertificate certificate, SignerStructure signer) => certificate.Fields.Issuer.Span.SequenceEqual(signer.Issuer.Span)
        || (certificate.Issuer is { } issuer && issuer.Equals(signer.IssuerKey));

    public readonly record struct Entry(KnownCertificate Known, X509Certificate2 Certificate);
}
