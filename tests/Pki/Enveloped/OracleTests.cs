using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Whichever way a key fails, the answer is the same, and so are the operations (RFC 3218, CVE-2019-1563).</summary>
public sealed class OracleTests
{
    private static readonly byte[] Content = new byte[1000];

    public static TheoryData<string> Methods => ["RSA PKCS#1 v1.5", "RSA-OAEP", "ECDH"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Failures_takeTheOperationsOfASuccess(string method)
    {
        var (certificate, key, management) = Recipient(method);
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key))]);
        using var recipient = Given.Ok(EnvelopeRecipient.Create(certificate, management));
        var good = EnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes256Cbc);
        var (operations, success) = Watch(good, keys);
        Assert.True(success.IsOk);

        var errors = new List<PkiError>();
        foreach (var bad in Damaged(good, recipient))
        {
            var (taken, failure) = Watch(bad, keys);
            Assert.Equal(operations, taken);
            Assert.False(failure.IsOk);
            errors.Add(failure.Error);
        }

        Assert.Equal(new PkiError(PkiErrorCode.CmsDecryptFailed, CmsEnvelope.NotDecrypted), Assert.Single(errors.Distinct()));
    }

    [Fact]
    public void Key_thatDoesNotUnwrap_failsAlikeEveryTime()
    {
        var (certificate, key, management) = Recipient("RSA PKCS#1 v1.5");
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key))]);
        using var recipient = Given.Ok(EnvelopeRecipient.Create(certificate, management));
        var bad = WithEncryptedKey(EnvelopedData.Encrypt(new byte[40], [recipient], ContentCipher.Aes128Cbc), encrypted => encrypted[9] ^= 1);
        // One in 256 of random keys makes content that is padded, which a retry would tell apart were the key not the same again.
        var first = CmsEnvelope.OpenUnpadded(bad, keys, DecryptionPolicy.Current).Value;
        var second = CmsEnvelope.OpenUnpadded(bad, keys, DecryptionPolicy.Current).Value;
        Assert.Equal(first.Envelope.Content, second.Envelope.Content);
        Assert.NotEqual(new byte[40], first.Envelope.Content);
    }

    [Fact]
    public void SecondRecipientOfOurs_isNotTriedWherePkcs1Fails()
    {
        var (certificate, key, management) = Recipient("RSA PKCS#1 v1.5");
        var second = TestRecipients.Certify(Given.Key2, null);
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key)), Given.Ok(DecryptionKey.Create(second, Given.Key2))]);
        using var first = Given.Ok(EnvelopeRecipient.Create(certificate, management));
        using var other = Given.Ok(EnvelopeRecipient.Create(second));
        var good = EnvelopedData.Encrypt(Content, [first, other], ContentCipher.Aes256Cbc);
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(good, keys, DecryptionPolicy.Current)).Content);
        var bad = WithEncryptedKey(good, encrypted => encrypted[9] ^= 1);
        var (operations, failure) = Watch(bad, keys);
        Assert.False(failure.IsOk);
        Assert.Single(operations, EnvelopeOperation.RsaDecrypt);
    }

    [Fact]
    public void SecondRecipientOfOurs_opensWhereTheFirstsWrapFails()
    {
        var (certificate, key, _) = Recipient("ECDH");
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key)), Given.Ok(DecryptionKey.Create(TestRecipient, Given.Key2))]);
        using var first = Given.Ok(EnvelopeRecipient.Create(certificate));
        using var other = Given.Ok(EnvelopeRecipient.Create(TestRecipient, KeyManagement.RsaOaepSha256));
        var good = AuthEnvelopedData.Encrypt(Content, [first, other], ContentCipher.Aes256Gcm);
        var opened = Given.Ok(CmsEnvelope.Open(good, keys, DecryptionPolicy.Current));
        var bad = WithEncryptedKey(good, encrypted => encrypted[9] ^= 1, 40);
        var openedToo = Given.Ok(CmsEnvelope.Open(bad, keys, DecryptionPolicy.Current));
        Assert.Equal(opened.Content, openedToo.Content);
        Assert.Equal(TestRecipient.Thumbprint, openedToo.OpenedWith.Thumbprint);
    }

    private static X509Certificate2 TestRecipient { get; } = TestRecipients.Certify(Given.Key2, null);

    private static IEnumerable<byte[]> Damaged(byte[] good, EnvelopeRecipient recipient)
    {
        var length = recipient.Rsa is null ? 40 : 256;
        yield return WithEncryptedKey(good, encrypted => encrypted[9] ^= 1, length);
        yield return WithEncryptedKey(good, encrypted => encrypted[^1] ^= 1, length);
        yield return WithEncryptedKey(good, encrypted => encrypted.Clear(), length);
        // A key that unwraps, and is the wrong one, or of the wrong length; and a content whose padding is wrong.
        if (recipient.Rsa is { } rsa)
        {
            yield return WithEncryptedKey(good, encrypted => rsa.Encrypt(new byte[32], encrypted, recipient.Spec.Padding!), length);
            yield return WithEncryptedKey(good, encrypted => rsa.Encrypt(new byte[16], encrypted, recipient.Spec.Padding!), length);
            yield return WithEncryptedKey(good, encrypted => rsa.Encrypt([], encrypted, recipient.Spec.Padding!), length);
        }

        var altered = good.ToArray();
        altered[^17] ^= 0x80;
        yield return altered;
    }

    private static (List<EnvelopeOperation> Operations, PkiResult<OpenedEnvelope> Result) Watch(byte[] cms, DecryptionKeys keys)
    {
        var operations = new List<EnvelopeOperation>();
        var result = CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current with { Observer = operations.Add });
        return (operations, result);
    }

    // The encrypted key is the first OCTET STRING of its length.
    private static byte[] WithEncryptedKey(byte[] cms, SpanAction change, int length = 256)
    {
        var altered = cms.ToArray();
        byte[] header = length == 256 ? [0x04, 0x82, 0x01, 0x00] : [0x04, (byte)length];
        var start = altered.AsSpan().IndexOf(header) + header.Length;
        change(altered.AsSpan(start, length));
        return altered;
    }

    private static (X509Certificate2 Certificate, AsymmetricAlgorithm Key, KeyManagement Management) Recipient(string method)
    {
        AsymmetricAlgorithm key = method == "ECDH" ? Given.EcKey : Given.Key1;
        var management = method switch
        {
            "ECDH" => KeyManagement.EcdhSha256Aes256,
            "RSA-OAEP" => KeyManagement.RsaOaepSha256,
            _ => KeyManagement.RsaPkcs1,
        };
        return (TestRecipients.Certify(key, null), key, management);
    }

    private delegate void SpanAction(Span<byte> octets);
}
