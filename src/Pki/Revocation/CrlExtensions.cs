using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The extensions of a revocation list (RFC 5280 §5.2).</summary>
internal sealed class CrlExtensions
{
    private const int MaxBytes = 64 * 1024;

    public static CrlExtensions None { get; } = new();

    public BigInteger? Number { get; private set; }

    /// <summary>The number of the list a delta builds on; null for a complete list.</summary>
    public BigInteger? BaseNumber { get; private set; }

    public CrlScope? Scope { get; private set; }

    public ReadOnlyMemory<byte> AuthorityKeyId { get; private set; }

    /// <summary>Since when certificates that expired are kept on the list (X.509 §9.5.2.4); null where they may be dropped (RFC 5280 §3.3).</summary>
    public DateTimeOffset? ExpiredSince { get; private set; }

    public bool HasUnknownCritical { get; private set; }

    public static CrlExtensions Read(AsnReader extensions)
    {
        var read = new CrlExtensions();
        var seen = new HashSet<string>();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!seen.Add(oid) || value.Length > MaxBytes)
            {
                throw new CryptographicException("An extension is there twice, or too large.");
            }

            read.HasUnknownCritical |= !read.Take(oid, value) && critical;
        }

        return read;
    }

    private bool Take(string oid, ReadOnlyMemory<byte> encoded)
    {
        var value = new AsnReader(encoded, AsnEncodingRules.DER);
        switch (oid)
        {
            case Oids.CrlNumber: Number = value.ReadInteger(); break;
            case Oids.DeltaCrlIndicator: BaseNumber = value.ReadInteger(); break;
            case Oids.IssuingDistributionPoint: Scope = CrlScope.Read(value.ReadSequence(), encoded); break;
            case Oids.AuthorityKeyIdentifier: AuthorityKeyId = encoded; return true;
            case Oids.ExpiredCertsOnCrl: ExpiredSince = value.ReadGeneralizedTime(); break;
            default: return false;
        }

        value.ThrowIfNotEmpty();
        return true;
    }
}
