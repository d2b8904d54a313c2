using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Takes a SignerInfo (RFC 5652 §5.3) apart.</summary>
internal static class SignerInfoParser
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    public static SignerStructure Parse(AsnReader info)
    {
        var signer = new SignerStructure();
        info.ReadInteger();
        ReadIdentifier(info, signer);
        signer.DigestAlgorithm = info.ReadSequence().ReadObjectIdentifier();
        if (info.PeekTag().HasSameClassAndValue(Context0))
        {
            signer.EncodedAttributes = info.PeekEncodedValue();
            CmsLimits.Check(signer.EncodedAttributes.Value.Length, SignedLimits.MaxAttributesBytes, "bytes of signed attributes");
            signer.SignedAttributes = ReadAttributes(info.ReadSetOf(skipSortOrderValidation: true, Context0));
        }

        var algorithm = info.ReadSequence();
        signer.SignatureAlgorithm = algorithm.ReadObjectIdentifier();
        signer.SignatureParameters = algorithm.HasData ? algorithm.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty;
        signer.Signature = info.TryReadPrimitiveOctetString(out var primitive) ? primitive : info.ReadOctetString();
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Context1))
        {
            signer.UnsignedAttributes = ReadAttributes(info.ReadSetOf(skipSortOrderValidation: true, Context1));
        }

        info.ThrowIfNotEmpty();
        return signer;
    }

    /// <summary>Attributes in the order they stand in.</summary>
    public static ImmutableArray<CmsAttribute> ReadAttributes(AsnReader attributes)
    {
        var read = ImmutableArray.CreateBuilder<CmsAttribute>(4);
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = ImmutableArray.CreateBuilder<byte[]>(1);
            var set = attribute.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                values.Add(set.ReadEncodedValue().ToArray());
                CmsLimits.Check(values.Count, SignedLimits.MaxAttributeValues, "values of an attribute");
            }

            attribute.ThrowIfNotEmpty();
            read.Add(new CmsAttribute(oid, values.DrainToImmutable()));
            CmsLimits.Check(read.Count, SignedLimits.MaxAttributes, "attributes");
        }

        return read.DrainToImmutable();
    }

    private static void ReadIdentifier(AsnReader info, SignerStructure signer)
    {
        if (info.PeekTag().HasSameClassAndValue(Context0))
        {
            signer.SubjectKeyIdentifier = info.ReadOctetString(Context0);
            return;
        }

        var name = info.ReadSequence();
        signer.Issuer = name.ReadEncodedValue();
        signer.SerialNumber = name.ReadIntegerBytes();
    }
}
