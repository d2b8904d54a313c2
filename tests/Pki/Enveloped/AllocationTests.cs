using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>What an operation with prepared keys costs besides its result. A count, which no busy machine disturbs; the times are the benchmark's.</summary>
public sealed class AllocationTests
{
    private const int ContentBytes = 50_000;

    public static TheoryData<KeyManagement, int, int> Costs => new()
    {
        { KeyManagement.RsaPkcs1, 4000, 4000 },
        { KeyManagement.RsaOaepSha256, 4000, 4000 },
        { KeyManagement.EcdhSha256Aes256, 8000, 12_000 },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void Operations_withPreparedKeys_allocateTheResultAndLittleElse(KeyManagement management, int mostWriting, int mostOpening)
    {
        AsymmetricAlgorithm key = management < KeyManagement.EcdhSha256Aes128 ? Given.Key1 : Given.EcKey;
        var certificate = TestRecipients.Certify(key, null);
        EnvelopeRecipient[] recipients = [Given.Ok(EnvelopeRecipient.Create(certificate, management))];
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key))]);
        var content = new byte[ContentBytes];
        var cms = AuthEnvelopedData.Encrypt(content, recipients, ContentCipher.Aes256Gcm);
        var cbc = EnvelopedData.Encrypt(content, recipients, ContentCipher.Aes256Cbc);

        Assert.InRange(Allocated(() => AuthEnvelopedData.Encrypt(content, recipients, ContentCipher.Aes256Gcm)), cms.Length, cms.Length + mostWriting);
        Assert.InRange(Allocated(() => EnvelopedData.Encrypt(content, recipients, ContentCipher.Aes256Cbc)), cbc.Length, cbc.Length + mostWriting);
        Assert.InRange(Allocated(() => CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current)), ContentBytes, ContentBytes + mostOpening);
        Assert.InRange(Allocated(() => CmsEnvelope.Open(cbc, keys, DecryptionPolicy.Current)), ContentBytes, ContentBytes + mostOpening);
        recipients[0].Dispose();
    }

    private static long Allocated(Action work)
    {
        var least = long.MaxValue;
        for (var turn = 0; turn < 20; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
