using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>What a revocation list covers: its issuing distribution point (RFC 5280 §5.2.5).</summary>
internal sealed class CrlScope
{
    private CrlScope(ReadOnlyMemory<byte> encoded) => Encoded = encoded;

    /// <summary>As it is encoded, to compare a delta's with its base's.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    public DistributionPointName? Name { get; private set; }

    public bool OnlyUsers { get; private set; }

    public bool OnlyAuthorities { get; private set; }

    public bool OnlyAttributes { get; private set; }

    public bool IsIndirect { get; private set; }

    public CrlReasons Reasons { get; private set; } = CrlReasons.All;

    public static CrlScope Read(AsnReader fields, ReadOnlyMemory<byte> encoded)
    {
        var scope = new CrlScope(encoded);
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific)
            {
                throw new CryptographicException("Not an IssuingDistributionPoint.");
            }

            switch (tag.TagValue)
            {
                case 0: scope.Name = DistributionPointName.Read(fields.ReadSequence(tag)); break;
                case 1: scope.OnlyUsers = fields.ReadBoolean(tag); break;
                case 2: scope.OnlyAuthorities = fields.ReadBoolean(tag); break;
                case 3: scope.Reasons = CrlReasonBits.Read(fields, tag); break;
                case 4: scope.IsIndirect = fields.ReadBoolean(tag); break;
                case 5: scope.OnlyAttributes = fields.ReadBoolean(tag); break;
                default: throw new CryptographicException("Not an IssuingDistributionPoint.");
            }
        }

        return scope;
    }
}
