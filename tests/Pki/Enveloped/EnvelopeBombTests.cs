using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Messages made to cost: refused in little time and memory, before any key is used.</summary>
public sealed class EnvelopeBombTests
{
    // Wide: the machine may be busy. What a bomb costs unrefused is minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private const long MemoryBytes = 64L << 20;

    private static readonly X509Certificate2 Certificate = TestRecipients.Certify(Given.Key1, null);
    private static readonly DecryptionKeys Keys = new([Given.Ok(DecryptionKey.Create(Certificate, Given.Key1))]);

    public static TheoryData<string> Bombs =>
    [
        "a million recipients", "a million keys of one agreement", "a recipient of a gigabyte", "a length beyond all",
        "nested octet strings", "nested indefinite lengths", "a million empty segments", "nested originator", "an endless algorithm",
    ];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bomb_isRefused(string name)
    {
        var cms = Make(name);
        Refuses(() => CmsEnvelope.Open(cms, Keys, Policy));
        Refuses(() => CmsEnvelope.Open(new MemoryStream(cms), Stream.Null, Keys, Policy));
        // The content is not looked at from the outside.
        Refuses(() => CmsEnvelope.Inspect(cms), isRefused: name is not ("nested octet strings" or "a million empty segments"));
    }

    [Fact]
    public void Message_toThousandsOfOurs_usesAFewKeys()
    {
        var forms = new EnvelopeForms(Message());
        var cms = forms.Write(new Random(1), Enumerable.Repeat(forms.Recipients[0], 2000));
        var operations = 0;
        Given.Ok(CmsEnvelope.Open(cms, Keys, Policy with { Observer = operation => operations += operation == EnvelopeOperation.RsaDecrypt ? 1 : 0 }));
        Assert.Equal(1, operations);
        Given.Fails(PkiErrorCode.CmsTooLarge, CmsEnvelope.Open(forms.Write(new Random(1), Enumerable.Repeat(forms.Recipients[0], 2001)), Keys, Policy));
    }

    private static DecryptionPolicy Policy => DecryptionPolicy.Archive;

    private static void Refuses<T>(Func<PkiResult<T>> open, bool isRefused = true)
    {
        var watch = ThreadClock.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = open();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryBytes);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Longest);
        Assert.Equal(isRefused, result.Error?.Code is PkiErrorCode.CmsMalformed or PkiErrorCode.CmsTooLarge);
    }

    private static byte[] Message()
    {
        using var recipient = Given.Ok(EnvelopeRecipient.Create(Certificate));
        return EnvelopedData.Encrypt(new byte[100], [recipient], ContentCipher.Aes256Cbc);
    }

    private static byte[] Make(string name)
    {
        var forms = new EnvelopeForms(Message());
        byte[] Recipients(params ReadOnlyMemory<byte>[] recipients) => forms.Write(new Random(7), recipients);
        return name switch
        {
            "a million recipients" => Recipients(Repeat([0xA4, 0x03, 0x06, 0x01, 0x2A], 1_000_000)),
            "a million keys of one agreement" => Recipients(Agreement(Repeat([0x30, 0x0B, 0xA0, 0x03, 0x04, 0x01, 0x00, 0x04, 0x04, 0, 0, 0, 0], 1_000_000))),
            "a recipient of a gigabyte" => Recipients(new byte[] { 0x30, 0x84, 0x40, 0x00, 0x00, 0x00 }),
            "a length beyond all" => Recipients(new byte[] { 0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }),
            "nested octet strings" => Front([.. Content(), .. Repeat([0xA0, 0x80], 1), .. Repeat([0x24, 0x80], 1_000_000)]),
            "nested indefinite lengths" => Recipients(Repeat([0x30, 0x80], 1_000_000)),
            "a million empty segments" => Front([.. Content(), 0xA0, 0x80, .. Repeat([0x24, 0x80, 0x04, 0x00, 0x00, 0x00], 1_000_000)]),
            "nested originator" => [0x30, 0x80, .. Type(), 0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x02, .. Repeat([0xA0, 0x80], 1_000_000)],
            _ => Front([0x06, 0x01, 0x2A, 0x30, 0x80, .. Repeat([0x06, 0x01, 0x2A], 1_000_000)]),
        };
    }

    private static byte[] Type() => CipherSpec.Of(ContentCipher.Aes256Cbc).EnvelopeType.ToArray();

    // A message up to its recipients, of which there is one, and what follows them.
    private static byte[] Front(byte[] rest)
    {
        var recipient = new EnvelopeForms(Message()).Recipients[0].ToArray();
        return [0x30, 0x80, .. Type(), 0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x00, 0x31, 0x80, .. recipient, 0, 0, 0x30, 0x80, .. rest];
    }

    private static byte[] Content() => EnvelopeWriter.ContentHead(CipherSpec.Of(ContentCipher.Aes256Cbc), new byte[16]).Encode();

    private static byte[] Agreement(byte[] keys) =>
        [0xA1, 0x80, 0x02, 0x01, 0x03, 0xA0, 0x03, 0x80, 0x01, 0x00, 0x30, 0x03, 0x06, 0x01, 0x2A, 0x30, 0x80, .. keys, 0, 0, 0, 0];

    private static byte[] Repeat(byte[] octets, int times)
    {
        var all = new byte[octets.Length * times];
        for (var turn = 0; turn < times; turn++)
        {
            octets.CopyTo(all, turn * octets.Length);
        }

        return all;
    }
}
