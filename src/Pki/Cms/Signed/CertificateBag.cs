using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The certificates of a message. One that cannot be read is passed over: it can only fail to be found.</summary>
internal sealed class CertificateBag
{
    private readonly List<Entry> _entries = [];

    public void Add(ReadOnlyMemory<byte> der)
    {
        var read = CertificateReader.ReadDer(der.ToArray());
        if (read.IsOk)
        {
            _entries.Add(new Entry(read.Value, CertificateFields.Of(read.Value.RawDataMemory)));
        }
    }

    public void Add(X509Certificate2 certificate) => _entries.Add(new Entry(certificate, CertificateFields.Of(certificate.RawDataMemory)));

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
            if (found.Count < SignedLimits.MaxCandidates && IsNamed(entry, signer) && !found.Exists(other => other.Certificate.Equals(entry.Certificate)))
            {
                found.Add(entry);
            }
        }

        return found;
    }

    private static bool IsNamed(Entry entry, SignerStructure signer)
    {
        if (signer.SubjectKeyIdentifier is not { } identifier)
        {
            return entry.Fields.SerialNumber.Span.SequenceEqual(signer.SerialNumber.Span) && entry.Fields.Issuer.Span.SequenceEqual(signer.Issuer.Span);
        }

        foreach (var extension in entry.Certificate.Extensions)
        {
            if (extension is X509SubjectKeyIdentifierExtension own && own.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier.Span))
            {
                return true;
            }
        }

        return false;
    }

    public readonly record struct Entry(X509Certificate2 Certificate, CertificateFields Fields);
}
