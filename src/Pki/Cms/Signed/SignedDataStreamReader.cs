using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads messages as they pass by: the content in pieces, the rest in memory under limits.</summary>
internal static class SignedDataStreamReader
{
    private const int MaxHeadBytes = 16 * 1024;
    private const int MaxTailBytes = 16 * 1024 * 1024;
    private const int MaxNameBytes = 256;

    public static PkiResult<SignedMessage> Read(
        Stream cms, Stream? detachedContent, Stream? content, IReadOnlyList<X509Certificate2> known) => SignedDataReader.Guard(() =>
    {
        using var reader = new BerReader(cms, BerRules.Signed);
        using var digests = new MessageDigests();
        var structure = new SignedDataStructure();
        var attributes = new AttributesDetector();
        var isInside = ReadThrough(reader, structure, digests, attributes, content);
        if (isInside && detachedContent is not null)
        {
            return SignedDataReader.HasItsOwn;
        }

        if (!isInside && detachedContent is not null)
        {
            PassDetached(detachedContent, structure, digests, attributes);
        }

        var source = isInside || detachedContent is not null ? SignedContentSource.Of(digests, attributes.LooksLikeAttributes) : SignedContentSource.None;
        structure.Borrow(known);
        return SignedDataReader.Judge(structure, source, [], !isInside);
    });

    /// <returns>Whether the content is inside.</returns>
    private static bool ReadThrough(BerReader reader, SignedDataStructure structure, MessageDigests digests, AttributesDetector attributes, Stream? content)
    {
        reader.Enter(0x30);
        if (ReadObjectIdentifier(reader) != Oids.SignedData)
        {
            throw new AsnContentException("Another content type.");
        }

        reader.Enter(0xA0);
        reader.Enter(0x30);
        SignedDataParser.ReadHead(new AsnReader(Join(reader, 2, MaxHeadBytes), AsnEncodingRules.BER), structure);
        reader.Enter(0x30);
        structure.ContentType = ReadObjectIdentifier(reader);
        var isInside = !reader.AtEnd;
        if (isInside)
        {
            AddAnnounced(structure, digests);
            reader.Enter(0xA0);
            reader.BeginOctets(0x04);
            while (reader.NextOctets(out var piece))
            {
                digests.Append(piece.Span);
                attributes.Append(piece.Span);
                content?.Write(piece.Span);
            }

            reader.Leave();
            digests.Finish();
        }

        reader.Leave();
        SignedDataParser.ReadTail(new AsnReader(Join(reader, int.MaxValue, MaxTailBytes), AsnEncodingRules.BER), structure);
        reader.Leave();
        reader.Leave();
        reader.Leave();
        return isInside;
    }

    // RFC 5652 §5.1: the digest algorithms stand in front so that one pass is enough.
    private static void AddAnnounced(SignedDataStructure structure, MessageDigests digests)
    {
        foreach (var oid in structure.DigestAlgorithms)
        {
            if (DigestAlgorithm.Find(oid) is { } algorithm)
            {
                digests.Add(algorithm);
            }
        }
    }

    private static void PassDetached(Stream content, SignedDataStructure structure, MessageDigests digests, AttributesDetector attributes)
    {
        foreach (var signer in structure.Signers)
        {
            if (DigestAlgorithm.Find(signer.DigestAlgorithm) is { } algorithm)
            {
                digests.Add(algorithm);
            }
        }

        var buffer = new byte[64 * 1024];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            digests.Append(buffer.AsSpan(0, read));
            attributes.Append(buffer.AsSpan(0, read));
        }

        digests.Finish();
    }

    private static string ReadObjectIdentifier(BerReader reader) =>
        new AsnReader(reader.ReadElement(MaxNameBytes), AsnEncodingRules.BER).ReadObjectIdentifier();

    private static byte[] Join(BerReader reader, int mostValues, int maxBytes)
    {
        var joined = new MemoryStream();
        for (var count = 0; count < mostValues && !reader.AtEnd; count++)
        {
            joined.Write(reader.ReadElement(maxBytes - (int)joined.Length).Span);
        }

        return joined.ToArray();
    }
}
