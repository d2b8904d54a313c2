using System.Formats.Asn1;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class CompressedDataTests
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    [Fact]
    public void Compressed_content_comesOutWithItsType()
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Content-Type: text/plain\r\n\r\nA word.\r\n", 100)));
        var opened = Given.Ok(CompressedData.Open(Write(Deflate(content))));
        Assert.Equal(content, opened.Content);
        Assert.Equal(Oids.Data, opened.ContentType);
        Assert.Empty(Given.Ok(CompressedData.Open(Write(Convert.FromHexString("789C030000000001")))).Content);
    }

    [Fact]
    public void Compressed_cutOrDamaged_isMalformed()
    {
        var compressed = Deflate(RandomNumberGenerator.GetBytes(500));
        for (var length = 0; length < compressed.Length; length++)
        {
            Given.Fails(PkiErrorCode.CmsMalformed, CompressedData.Open(Write(compressed[..length])));
        }

        compressed[^1] ^= 1;
        Given.Fails(PkiErrorCode.CmsMalformed, CompressedData.Open(Write(compressed)));
    }

    [Fact]
    public void Compressed_otherwise_isUnsupportedAndNamed() => Assert.Contains(
        "1.2.3.4", Given.Fails(PkiErrorCode.CmsAlgorithmUnsupported, CompressedData.Open(Write(Deflate([1]), "1.2.3.4"))).Detail, StringComparison.Ordinal);

    [Fact]
    public void Bomb_isRefusedInLittleTimeAndMemory()
    {
        // Beyond the ratio, and beyond the size.
        foreach (var megabytes in new[] { 64, 1024 })
        {
            var bomb = Write(Deflate(new byte[1024 * 1024], megabytes));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = ThreadClock.StartNew();
            Given.Fails(PkiErrorCode.CmsTooLarge, CompressedData.Open(bomb));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
            Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        }
    }

    [Fact]
    public void Other_bytes_areMalformed()
    {
        Given.Fails(PkiErrorCode.CmsMalformed, CompressedData.Open(new byte[] { 1, 2, 3 }));
        Given.Fails(PkiErrorCode.CmsMalformed, CompressedData.Open(SignedData.CertificatesOnly([Signers.Root])));
        Given.Fails(PkiErrorCode.CmsTooLarge, CompressedData.Open(new byte[CmsLimits.MaxMessageBytes + 1]));
    }

    /// <summary>A content, compressed by the runtime.</summary>
    internal static byte[] Compress(byte[] content) => Write(Deflate(content));

    private static byte[] Deflate(byte[] content, int times = 1)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var time = 0; time < times; time++)
            {
                stream.Write(content);
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Write(byte[] compressed, string algorithm = Oids.ZlibCompression)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.CompressedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Data);
                    using (writer.PushSequence(Context0))
                    {
                        writer.WriteOctetString(compressed);
                    }
                }
            }
        }

        return writer.Encode();
    }
}
