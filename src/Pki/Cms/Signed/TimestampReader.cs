using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Reads timestamp tokens (RFC 3161 §2.4.2) that stand beside a signature.</summary>
internal static class TimestampReader
{
    /// <summary>The first token among the unsigned attributes; null where there is none.</summary>
    public static TimestampVerdict? Find(SignerStructure signer, CertificateBag certificates, VerificationBudget budget, int depth)
    {
        foreach (var attribute in signer.UnsignedAttributes)
        {
            if (attribute.Oid == Oids.TimestampToken && !attribute.Values.IsEmpty && budget.Spend())
            {
                return Read(attribute.Values[0], signer, certificates, budget, depth);
            }
        }

        return null;
    }

    private static TimestampVerdict Read(byte[] token, SignerStructure signer, CertificateBag certificates, VerificationBudget budget, int depth)
    {
        try
        {
            var structure = SignedDataParser.Parse(token, SignedLimits.MaxTokenCertificates);
            if (structure.ContentType != Oids.TimestampInfo || structure.Content is not { } info || structure.Signers.Count != 1)
            {
                return new TimestampVerdict(null, false, null);
            }

            // A token may leave its authority's certificate to the message.
            structure.Certificates.Borrow(certificates);
            var verifier = new SignerVerifier(structure.Certificates, structure.ContentType, SignedContentSource.Of(info), budget, depth);
            var (time, covers) = ReadInfo(info, signer.Signature.Span);
            return new TimestampVerdict(time, covers, verifier.VerifyAll(structure.Signers)[0]);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return new TimestampVerdict(null, false, null);
        }
    }

    // RFC 3161 §2.4.2: TSTInfo { version, policy, messageImprint { hashAlgorithm, hashedMessage }, serialNumber, genTime, ... }.
    private static (DateTimeOffset Time, bool Covers) ReadInfo(ReadOnlyMemory<byte> encoded, ReadOnlySpan<byte> signature)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        var digest = DigestAlgorithm.Find(imprint.ReadSequence().ReadObjectIdentifier());
        var covers = digest is { IsWeak: false } && imprint.ReadOctetString().AsSpan().SequenceEqual(digest.HashData(signature));
        info.ReadInteger();
        return (info.ReadGeneralizedTime(), covers);
    }
}
