using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// A certificate that was read and checked, with what verification needs of it. The last ones met are kept: mail comes from the same people again
/// and again, and reading a certificate takes longer than verifying a signature by it. Safe for concurrent use.
/// </summary>
internal sealed class KnownCertificate
{
    private const int Slots = 256;

    // Larger ones are read anew each time, so that hostile ones cannot fill the memory.
    private const int MostKeptBytes = 8 * 1024;
    private static readonly KnownCertificate?[] Kept = new KnownCertificate?[Slots];

    // Never handed out and never disposed of: whoever reads gets a certificate of his own.
    private readonly X509Certificate2 _certificate;
    private readonly byte[] _der;
    private readonly Lazy<VerificationKey> _key;
    private readonly Lazy<ReadOnlyMemory<byte>?> _subjectKeyIdentifier;
    private readonly Lazy<NameKey?> _issuer;

    private KnownCertificate(X509Certificate2 certificate, byte[] der)
    {
        (_certificate, _der, Fields) = (certificate, der, CertificateFields.Of(der));
        _key = new(() => VerificationKey.Of(Fields.SubjectPublicKeyInfo));
        _issuer = new(() => NameKey.TryRead(Fields.Issuer));
        _subjectKeyIdentifier = new(() => CmsNames.SubjectKeyIdentifierOf(certificate));
    }

    public CertificateFields Fields { get; }

    public VerificationKey Key => _key.Value;

    public ReadOnlyMemory<byte> Der => _der;

    /// <summary>The extension subjectKeyIdentifier; null where there is none.</summary>
    public ReadOnlyMemory<byte>? SubjectKeyIdentifier => _subjectKeyIdentifier.Value;

    /// <summary>The issuer's name, comparable; null where it cannot be.</summary>
    public NameKey? Issuer => _issuer.Value;

    /// <summary>Reads a certificate; null where it cannot be read, or an extension of it cannot (<see cref="CertificateReader.Checked"/>).</summary>
    public static KnownCertificate? Of(ReadOnlySpan<byte> der)
    {
        var hash = default(HashCode);
        hash.AddBytes(der);
        ref var slot = ref Kept[(uint)hash.ToHashCode() % Slots];
        if (Volatile.Read(ref slot) is { } kept && der.SequenceEqual(kept._der))
        {
            return kept;
        }

        var bytes = der.ToArray();
        if (CertificateReader.ReadDer(bytes) is not { IsOk: true } read)
        {
            return null;
        }

        var known = new KnownCertificate(read.Value, bytes);
        if (bytes.Length <= MostKeptBytes)
        {
            Volatile.Write(ref slot, known);
        }

        return known;
    }

    /// <summary>The certificate, the caller's own to keep or to dispose of.</summary>
    public X509Certificate2 NewCopy() => new(_certificate);
}
