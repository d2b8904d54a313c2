namespace Chancery.Pki;

/// <summary>A certificate's name in a message, as encoded: issuer and serial number, or a key identifier.</summary>
internal readonly record struct CertificateId(ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Serial, ReadOnlyMemory<byte> KeyIdentifier)
{
    /// <summary>Compares what is named, octet by octet.</summary>
    public sealed class Comparer : IEqualityComparer<CertificateId>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(CertificateId x, CertificateId y) => x.Serial.Span.SequenceEqual(y.Serial.Span)
            && x.KeyIdentifier.Span.SequenceEqual(y.KeyIdentifier.Span) && x.Issuer.Span.SequenceEqual(y.Issuer.Span);

        public int GetHashCode(CertificateId id)
        {
            var hash = default(HashCode);
            hash.AddBytes(id.Serial.Span);
            hash.AddBytes(id.KeyIdentifier.Span);
            return hash.ToHashCode();
        }
    }
}
