using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>All the keys of a person, former ones included, found by what a message names: issuer and serial number, or subject key identifier. No key
/// is tried that the message does not name.</summary>
public sealed class DecryptionKeys : IDisposable
{
    private readonly Dictionary<CertificateId, DecryptionKey> _byName = new(CertificateId.Comparer.Instance);
    private readonly Dictionary<CertificateId, List<(NameKey Issuer, DecryptionKey Key)>> _bySerial = new(CertificateId.Comparer.Instance);
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

            AddSerial(key);
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

    /// <summary>The key a message names, or null.</summary>
    /// <param name="id">The name.</param>
    /// <param name="isStrict">Whether an issuer's name must be the certificate's octet by octet. Old mail programs spelled names anew, in other string
    /// types, which RFC 5280 §7.1 has compare as equal.</param>
    internal DecryptionKey? Find(CertificateId id, bool isStrict) =>
        _byName.GetValueOrDefault(id) ?? (isStrict || id.Serial.IsEmpty ? null : FindBySerial(id));

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

    private void AddSerial(DecryptionKey key)
    {
        var fields = CertificateFields.Of(key.Certificate.RawDataMemory);
        var serial = new CertificateId(default, fields.SerialNumber, default);
        if (!_bySerial.TryGetValue(serial, out var candidates))
        {
            _bySerial.Add(serial, candidates = []);
        }

        if (NameKey.TryRead(fields.Issuer) is { } issuer)
        {
            candidates.Add((issuer, key));
        }
    }

    private DecryptionKey? FindBySerial(CertificateId id) =>
        _bySerial.TryGetValue(id with { Issuer = default }, out var candidates) && NameKey.TryRead(id.Issuer) is { } issuer
            ? candidates.Find(candidate => candidate.Issuer.Equals(issuer)).Key
            : null;
}
