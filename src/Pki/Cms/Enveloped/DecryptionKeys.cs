using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>All the keys of a person, former ones included, found by what a message names: issuer and serial number, or subject key identifier. No key
/// is tried that the message does not name.</summary>
public sealed class DecryptionKeys : IDisposable
{
    private readonly Dictionary<CertificateId, DecryptionKey> _byName = new(CertificateId.Comparer.Instance);
    private readonly DecryptionKey[] _keys;

    /// <summary>Takes keys; it owns them from now on. Of two that answer to the same name the first is used.</summary>
    /// <param name="keys">The keys.</param>
    public DecryptionKeys(IEnumerable<DecryptionKey> keys)
    {
        _keys = [.. keys];
        foreach (var key in _keys)
        {
            foreach (var name in NamesOf(key.Certificate))
            {
                _byName.TryAdd(name, key);
            }
        }
    }

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Length;

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    internal DecryptionKey? Find(CertificateId id) => _byName.GetValueOrDefault(id);

    /// <summary>All that a message may call a certificate.</summary>
    internal static IEnumerable<CertificateId> NamesOf(X509Certificate2 certificate)
    {
        var fields = CertificateFields.Of(certificate.RawDataMemory);
        yield return new(fields.Issuer, fields.SerialNumber, default);
        if (certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } extension)
        {
            yield return new(default, default, extension.SubjectKeyIdentifierBytes);
        }

        // RFC 5280 §4.2.1.2, method 1: senders make it up for a certificate without the extension.
        yield return new(default, default, new X509SubjectKeyIdentifierExtension(certificate.PublicKey, false).SubjectKeyIdentifierBytes);
    }
}
