using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>The same message in any BER, and damaged messages: only declared failures.</summary>
public sealed class EnvelopeFormsTests : IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") == "1";
    private static readonly PkiErrorCode[] Declared =
    [
        PkiErrorCode.CmsMalformed, PkiErrorCode.CmsTooLarge, PkiErrorCode.CmsDecryptFailed, PkiErrorCode.CmsNotForKeys, PkiErrorCode.CmsAlgorithmUnsupported,
        PkiErrorCode.CmsAlgorithmLegacy,
    ];

    private readonly X509Certificate2 _rsa = TestRecipients.Certify(Given.Key1, null);
    private readonly X509Certificate2 _ec = TestRecipients.Certify(Given.EcKey, null);
    private readonly DecryptionKeys _keys;
    private readonly EnvelopeRecipient[] _recipients;

    public EnvelopeFormsTests()
    {
        _keys = new([Given.Ok(DecryptionKey.Create(_rsa, Given.Key1)), Given.Ok(DecryptionKey.Create(_ec, Given.EcKey))]);
        _recipients = [Given.Ok(EnvelopeRecipient.Create(_ec)), Given.Ok(EnvelopeRecipient.Create(_rsa))];
    }

    [Fact]
    public void Message_inAnyBer_opens()
    {
        Gen.Select(Gen.Int, Gen.Int[0, 3000], Gen.Bool).Sample(
            (seed, length, authenticated) =>
            {
                var content = RandomNumberGenerator.GetBytes(length);
                var cms = new EnvelopeForms(Encrypt(content, authenticated)).Write(new Random(seed));
                Assert.Equal(content, Given.Ok(CmsEnvelope.Open(cms, _keys, DecryptionPolicy.Current)).Content);
                var streamed = new MemoryStream();
                Given.Ok(CmsEnvelope.Open(new Trickle(cms), streamed, _keys, DecryptionPolicy.Current));
                Assert.Equal(content, streamed.ToArray());
            },
            iter: IsLong ? 20_000 : 300, threads: 1);
    }

    [Fact]
    public void Message_damaged_onlyFailsAsDeclaredAndStreamedAsWhole()
    {
        var forms = new EnvelopeForms(Encrypt(new byte[100], false));
        byte[][] valid =
        [
            Encrypt(new byte[100], true), Encrypt(new byte[100], false), forms.Write(new Random(1)), forms.Write(new Random(2)),
            new ForgedAgreement(_ec) { UserKeyingMaterial = new byte[8] }.Write(new byte[100]),
        ];
        Mutation.Of(valid).Sample(
            bytes =>
            {
                var opened = CmsEnvelope.Open(bytes, _keys, DecryptionPolicy.Archive);
                Assert.True(opened.IsOk || Declared.Contains(opened.Error.Code), opened.Error?.ToString());
                var isWhole = !opened.IsOk || !opened.Value.Authenticated || opened.Value.Content.AsSpan().SequenceEqual(new byte[100]);
                Assert.True(isWhole, "Altered content was taken.");
                var streamed = CmsEnvelope.Open(new MemoryStream(bytes), Stream.Null, _keys, DecryptionPolicy.Archive);
                Assert.True(streamed.IsOk || Declared.Contains(streamed.Error.Code), streamed.Error?.ToString());
                // What follows the message is not the stream's to judge.
                Assert.True(streamed.IsOk || !opened.IsOk, "The one opens, the other does not.");
                var inspected = CmsEnvelope.Inspect(bytes);
                Assert.True(inspected.IsOk || Declared.Contains(inspected.Error.Code), inspected.Error?.ToString());
            },
            iter: IsLong ? 200_000 : 2000, threads: 1);
    }

    [Fact]
    public void Stream_thatFails_failsAsItself()
    {
        using var broken = new BrokenStream();
        Assert.Throws<IOException>(() => CmsEnvelope.Open(broken, Stream.Null, _keys, DecryptionPolicy.Current));
        var cms = new MemoryStream(Encrypt(new byte[100], false));
        Assert.Throws<IOException>(() => CmsEnvelope.Open(cms, broken, _keys, DecryptionPolicy.Current));
    }

    [Fact]
    public void Recipient_usedByManyThreadsAtOnce_holds()
    {
        Parallel.For(0, 200, turn =>
        {
            var content = BitConverter.GetBytes(turn);
            Assert.Equal(content, Given.Ok(CmsEnvelope.Open(Encrypt(content, turn % 2 == 0), _keys, DecryptionPolicy.Current)).Content);
        });
    }

    public void Dispose()
    {
        _keys.Dispose();
        foreach (var recipient in _recipients)
        {
            recipient.Dispose();
        }
    }

    private byte[] Encrypt(byte[] content, bool authenticated) => authenticated
        ? AuthEnvelopedData.Encrypt(content, _recipients, ContentCipher.Aes256Gcm)
        : EnvelopedData.Encrypt(content, _recipients, ContentCipher.Aes256Cbc);
}
