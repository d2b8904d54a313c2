using System.Buffers.Binary;
using System.Formats.Asn1;
using System.IO.Compression;

namespace Chancery.Pki;

/// <summary>CMS CompressedData (RFC 3274), to read. It is not written: compression before encryption tells of the content by its length.</summary>
public static class CompressedData
{
    private const string NotCompressed = "Not a CMS CompressedData.";
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    /// <summary>Opens a compressed content. Nothing is kept of one that exceeds a limit.</summary>
    /// <param name="cms">The message, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="limits">What it may yield; null for <see cref="CompressionLimits.Mail"/>.</param>
    /// <returns>The content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsAlgorithmUnsupported</c> for any compression but zlib.</returns>
    public static PkiResult<CompressedContent> Open(ReadOnlyMemory<byte> cms, CompressionLimits? limits = null)
    {
        if (CmsLimits.TooLarge(cms) is { } tooLarge)
        {
            return tooLarge;
        }

        try
        {
            return Hostile.Read(PkiErrorCode.CmsMalformed, NotCompressed, () => Inflate(cms, limits ?? CompressionLimits.Mail));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The streams are in memory: an IOException here is zlib's word for what it cannot make sense of (a preset dictionary, for one).
            return PkiResult<CompressedContent>.Fail(PkiErrorCode.CmsMalformed, "The compressed content is damaged.");
        }
    }

    // RFC 3274 §1.1: CompressedData { version, compressionAlgorithm, encapContentInfo }.
    private static PkiResult<CompressedContent> Inflate(ReadOnlyMemory<byte> cms, CompressionLimits limits)
    {
        var info = new AsnReader(cms, AsnEncodingRules.BER).ReadSequence();
        if (info.ReadObjectIdentifier() != Oids.CompressedData)
        {
            return PkiResult<CompressedContent>.Fail(PkiErrorCode.CmsMalformed, NotCompressed);
        }

        var data = info.ReadSequence(Context0).ReadSequence();
        data.ReadInteger();
        var algorithm = data.ReadSequence().ReadObjectIdentifier();
        if (algorithm != Oids.ZlibCompression)
        {
            return PkiResult<CompressedContent>.Fail(PkiErrorCode.CmsAlgorithmUnsupported, $"The compression is {algorithm}.");
        }

        var encapsulated = data.ReadSequence();
        var type = encapsulated.ReadObjectIdentifier();
        return Inflate(type, encapsulated.ReadSequence(Context0).ReadOctetString(), limits);
    }

    // Measured first and kept only then: a bomb takes the time of its limit and no memory.
    private static PkiResult<CompressedContent> Inflate(string type, byte[] compressed, CompressionLimits limits)
    {
        var most = limits.Most(compressed.Length);
        var (length, checksum) = Measure(compressed, most);
        if (length > most)
        {
            return PkiResult<CompressedContent>.Fail(PkiErrorCode.CmsTooLarge, $"The compressed content has more than {most} bytes.");
        }

        // RFC 1950 §2.2: the checksum is the end. Without it a content cut short would pass for a whole one.
        if (compressed.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(compressed.AsSpan(compressed.Length - sizeof(uint))) != checksum)
        {
            throw new InvalidDataException();
        }

        var content = new byte[length];
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        stream.ReadExactly(content);
        return new CompressedContent(content, type);
    }

    private static (long Length, uint Checksum) Measure(byte[] compressed, long most)
    {
        var checksum = new Adler32();
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        int read;
        while (length <= most && (read = stream.Read(buffer)) > 0)
        {
            checksum.Append(buffer.AsSpan(0, read));
            length += read;
        }

        return (length, checksum.Value);
    }
}
