using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Takes a SignedData (RFC 5652 §5.1) apart. Throws what <see cref="Hostile"/> catches, and <see cref="CmsLimitException"/> beyond a limit.</summary>
internal static class SignedDataParser
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    public static SignedDataStructure Parse(ReadOnlyMemory<byte> cms, int maxCertificates = CertificateReader.MaxCertificates)
    {
        var info = new AsnReader(cms, AsnEncodingRules.BER).ReadSequence();
        if (info.ReadObjectIdentifier() != Oids.SignedData)
        {
            throw new AsnContentException("Another content type.");
        }

        var tagged = info.ReadSequence(Context0);
        var data = tagged.ReadSequence();
        var structure = new SignedDataStructure { MaxCertificates = maxCertificates };
        ReadHead(data, structure);
        ReadContent(data.ReadSequence(), structure);
        ReadTail(data, structure);
        tagged.ThrowIfNotEmpty();
        info.ThrowIfNotEmpty();
        return structure;
    }

    /// <summary>Version and digest algorithms.</summary>
    public static void ReadHead(AsnReader data, SignedDataStructure structure)
    {
        data.ReadInteger();
        var digests = data.ReadSetOf(skipSortOrderValidation: true);
        while (digests.HasData)
        {
            structure.DigestAlgorithms.Add(digests.ReadSequence().ReadObjectIdentifier());
            CmsLimits.Check(structure.DigestAlgorithms.Count, SignedLimits.MaxDigestAlgorithms, "digest algorithms");
        }
    }

    /// <summary>What follows the content: certificates, revocation, signers.</summary>
    public static void ReadTail(AsnReader data, SignedDataStructure structure)
    {
        if (data.HasData && data.PeekTag().HasSameClassAndValue(Context0))
        {
            ReadCertificates(data.ReadSetOf(skipSortOrderValidation: true, Context0), structure);
        }

        if (data.HasData && data.PeekTag().HasSameClassAndValue(Context1))
        {
            ReadRevocation(data.ReadSetOf(skipSortOrderValidation: true, Context1), structure);
        }

        var signers = data.ReadSetOf(skipSortOrderValidation: true);
        while (signers.HasData)
        {
            structure.Signers.Add(SignerInfoParser.Parse(signers.ReadSequence()));
            CmsLimits.Check(structure.Signers.Count, SignedLimits.MaxSigners, "signers");
        }

        data.ThrowIfNotEmpty();
    }

    // RFC 5652 §5.2: eContent [0] EXPLICIT OCTET STRING OPTIONAL. PKCS#7 1.5 (RFC 2315 §7) had ANY there; Authenticode still does, mail never did.
    private static void ReadContent(AsnReader encapsulated, SignedDataStructure structure)
    {
        structure.ContentType = encapsulated.ReadObjectIdentifier();
        if (encapsulated.HasData)
        {
            var content = encapsulated.ReadSequence(Context0);
            structure.Content = content.TryReadPrimitiveOctetString(out var primitive) ? primitive : content.ReadOctetString();
            content.ThrowIfNotEmpty();
        }

        encapsulated.ThrowIfNotEmpty();
    }

    // RFC 5652 §10.2.2: certificate is the one choice without a tag of its own; the others are attribute certificates and formats of others.
    private static void ReadCertificates(AsnReader certificates, SignedDataStructure structure)
    {
        for (var count = 1; certificates.HasData; count++)
        {
            CmsLimits.Check(count, structure.MaxCertificates, "certificates");
            var isX509 = certificates.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence);
            var encoded = certificates.ReadEncodedValue();
            if (isX509)
            {
                structure.Certificates.Add(encoded.Span);
            }
        }
    }

    // RFC 5652 §10.2.1: CertificateList, or [1] OtherRevocationInfoFormat; RFC 5940 §2 puts OCSP responses there.
    private static void ReadRevocation(AsnReader revocation, SignedDataStructure structure)
    {
        for (var count = 1; revocation.HasData; count++)
        {
            CmsLimits.Check(count, SignedLimits.MaxRevocationInfos, "revocation lists");
            if (revocation.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                structure.Crls.Add(revocation.ReadEncodedValue().ToArray());
                continue;
            }

            if (!revocation.PeekTag().HasSameClassAndValue(Context1))
            {
                revocation.ReadEncodedValue();
                continue;
            }

            var other = revocation.ReadSequence(Context1);
            if (other.ReadObjectIdentifier() == Oids.OcspResponseInfo)
            {
                structure.OcspResponses.Add(other.ReadEncodedValue().ToArray());
            }
        }
    }
}
