using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The certificates of a message. One that cannot be read is passed over: it can only fail to be found.</summary>
internal sealed class CertificateBag
{
    private readonly List<Entry> _entries = [];

    public void Add(ReadOnlySpan<byte> der)
    {
        if (KnownCertificate.Of(der) is { } known)
        {
            _entries.Add(new Entry(known, known.NewCopy()));
        }
    }

    public void AddAll(CertificateBag other) => _entries.AddRange(other._entries);

    public ImmutableArray<X509Certificate2> All()
    {
        var all = ImmutableArray.CreateBuilder<X509Certificate2>(_entries.Count);
        foreach (var entry in _entries)
        {
            all.Add(entry.Certificate);
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
        : certificate.Fields.SerialNumber.Span.SequenceEqual(signer.SerialNumber.Span) && certificate.Fields.Issuer.Span.SequenceEqual(signer.Issuer.Span);

    public readonly record struct Entry(KnownCertificate Known, X509Certificate2 Certificate);
}
