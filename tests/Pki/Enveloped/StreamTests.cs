using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Messages longer than memory: written and opened while they are read.</summary>
public sealed class StreamTests : IDisposable
{
    private const long LongBytes = 1L << 30;
    private const long UsualBytes = 100L << 20;
    private const long MemoryBytes = 64L << 20;

    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate = TestRecipients.Certify(Given.Key1, X509KeyUsageFlags.KeyEncipherment);

    public static TheoryData<int> Lengths => [0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 131_072, 300_000];

    private static long Bytes => Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") == "1" ? LongBytes : UsualBytes;

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Message_ofAnyLength_comesBackStreamedAndWhole(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        foreach (var cipher in Enum.GetValues<ContentCipher>())
        {
            var cms = Encrypt(content, cipher);
            var streamed = new MemoryStream();
            var opened = Given.Ok(CmsEnvelope.Open(new Trickle(cms), streamed, Keys(), DecryptionPolicy.Current));
            Assert.Equal(cipher >= ContentCipher.Aes128Gcm, opened.Authenticated);
            Assert.Equal(content, streamed.ToArray());
            Assert.Equal(content, Given.Ok(CmsEnvelope.Open(cms, Keys(), DecryptionPolicy.Current)).Content);
        }
    }

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes128Gcm)]
    public void Message_streamed_isReadByOpenSsl(ContentCipher cipher)
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        OpenSsl.Run(
            "cms", "-decrypt", "-binary", "-inform", "DER", "-in", _folder.Write("in.der", Encrypt(content, cipher)),
            "-inkey", _folder.Write("r.key", Given.Key1), "-recip", _folder.Write("r.pem", _certificate), "-out", _folder.Path("clear"));
        Assert.Equal(content, _folder.Read("clear"));
    }

    [Fact]
    public void LongCbcMessage_isWrittenAndOpenedInBoundedMemory()
    {
        using var recipient = Given.Ok(EnvelopeRecipient.Create(_certificate));
        using (var cms = File.Create(_folder.Path("long.der")))
        {
            AssertAllocatesLess(() => EnvelopedData.Encrypt(new Zeros(Bytes), cms, [recipient], ContentCipher.Aes256Cbc));
        }

        using var read = File.OpenRead(_folder.Path("long.der"));
        var counted = new Counter();
        using var keys = Keys();
        AssertAllocatesLess(() => Given.Ok(CmsEnvelope.Open(read, counted, keys, DecryptionPolicy.Current)));
        Assert.Equal(Bytes, counted.Length);
    }

    [Fact]
    public void LongGcmMessage_isSpooledAndGivenOnlyWhenItsTagHolds()
    {
        const int length = GcmSink.MostInMemory + 1000;
        using var recipient = Given.Ok(EnvelopeRecipient.Create(_certificate));
        using var keys = Keys();
        using (var written = File.Create(_folder.Path("long.der")))
        {
            AuthEnvelopedData.Encrypt(new Zeros(length), written, [recipient], ContentCipher.Aes256Gcm);
        }

        using var cms = new FileStream(_folder.Path("long.der"), FileMode.Open, FileAccess.ReadWrite);
        var whole = new Counter();
        Given.Ok(CmsEnvelope.Open(cms, whole, keys, DecryptionPolicy.Current, _folder.Path("")));
        Assert.Equal(length, whole.Length);
        Assert.Equal(["long.der"], Directory.GetFiles(_folder.Path("")).Select(Path.GetFileName));

        cms.Position = length / 2;
        cms.WriteByte(0xFF);
        cms.Position = 0;
        var none = new Counter();
        Given.Fails(PkiErrorCode.CmsDecryptFailed, CmsEnvelope.Open(cms, none, keys, DecryptionPolicy.Current, _folder.Path("")));
        Assert.Equal(0, none.Length);
    }

    [Fact]
    public void Message_longerThanThePolicyAllows_isTooLarge()
    {
        var policy = DecryptionPolicy.Current with { MaxContentBytes = 1000 };
        var cms = Encrypt(new byte[1000], ContentCipher.Aes256Cbc);
        Given.Fails(PkiErrorCode.CmsTooLarge, CmsEnvelope.Open(cms, Keys(), policy));
        Given.Fails(PkiErrorCode.CmsTooLarge, CmsEnvelope.Open(new MemoryStream(cms), new MemoryStream(), Keys(), policy));
    }

    [Fact]
    public void Message_cutShortAnywhere_isMalformed()
    {
        var cms = Encrypt(new byte[500], ContentCipher.Aes256Cbc);
        using var keys = Keys();
        // The head is read before the key is used, and lengths within the content are all alike.
        foreach (var length in Enumerable.Range(0, cms.Length).Where(length => length < 440 || length % 16 == 0 || length > cms.Length - 32))
        {
            Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Open(new MemoryStream(cms, 0, length), new MemoryStream(), keys, DecryptionPolicy.Current));
            Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Open(cms.AsMemory(0, length), keys, DecryptionPolicy.Current));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertAllocatesLess(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryBytes);
    }

    private DecryptionKeys Keys() => new([Given.Ok(DecryptionKey.Create(_certificate, Given.Key1))]);

    private byte[] Encrypt(byte[] content, ContentCipher cipher)
    {
        using var recipient = Given.Ok(EnvelopeRecipient.Create(_certificate));
        var cms = new MemoryStream();
        if (cipher >= ContentCipher.Aes128Gcm)
        {
            AuthEnvelopedData.Encrypt(new Trickle(content), cms, [recipient], cipher);
        }
        else
        {
            EnvelopedData.Encrypt(new Trickle(content), cms, [recipient], cipher);
        }

        return cms.ToArray();
    }
}
