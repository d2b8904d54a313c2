using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The untrusted certificates of one request, by subject. Each is taken apart only when its name is asked for.</summary>
internal sealed class CertificatePool
{
    private readonly Dictionary<string, List<X509Certificate2>> _unread = [];
    private readonly Dictionary<string, List<PathCertificate>> _read = [];

    public CertificatePool(IEnumerable<X509Certificate2> certificates)
    {
        foreach (var certificate in certificates)
        {
            if (SubjectOf(certificate) is { } subject)
            {
                if (!_unread.TryGetValue(subject, out var list))
                {
                    _unread.Add(subject, list = []);
                }

                list.Add(certificate);
            }
        }
    }

    public IReadOnlyList<PathCertificate> Named(NameKey subject)
    {
        if (_read.TryGetValue(subject.Whole, out var read))
        {
            return read;
        }

        var different = new HashSet<string>();
        read = [];
        foreach (var certificate in _unread.GetValueOrDefault(subject.Whole) ?? [])
        {
            if (different.Add(certificate.Thumbprint) && PathCertificate.TryRead(certificate.RawDataMemory, certificate) is { } parsed)
            {
                read.Add(parsed);
            }
        }

        _read.Add(subject.Whole, read);
        return read;
    }

    private static string? SubjectOf(X509Certificate2 certificate)
    {
        try
        {
            return certificate.RawDataMemory.Length > CertificateReader.MaxCertificateBytes
                ? null
                : NameKey.Read(CertificateFields.Of(certificate.RawDataMemory).Subject).Whole;
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return null;
        }
    }
}
