using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Every bit of an AuthEnvelopedData of 4 KiB, flipped alone: all refused, and nothing of the content comes out.</summary>
public sealed class BitFlipTests(OpenSslEnvelopes peer) : IClassFixture<OpenSslEnvelopes>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(4096);

    // The key is short for the sake of time: there are some 35,000 private operations.
    [Fact]
    public void EveryBit_ofAMessageByRsa_isRefused()
    {
        using var key = RSA.Create(1024);
        var certificate = TestRecipients.Certify(key, null);
        using var folder = new TempFolder();
        var cms = peer.Encrypt(
            Content, "-aes-256-gcm", "-recip", folder.Write("r.pem", certificate), "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256");
        RefusesFlips(cms, certificate, key, 0, cms.Length);
    }

    [Fact]
    public void EveryBit_aroundTheContentOfAMessageByAgreement_isRefused()
    {
        var certificate = TestRecipients.Certify(Given.EcKey, null);
        using var recipient = Given.Ok(EnvelopeRecipient.Create(certificate));
        var cms = AuthEnvelopedData.Encrypt(Content, [recipient], ContentCipher.Aes128Gcm);
        RefusesFlips(cms, certificate, Given.EcKey, 0, cms.Length - Content.Length - 18);
        RefusesFlips(cms, certificate, Given.EcKey, cms.Length - 18, cms.Length);
    }

    private static void RefusesFlips(byte[] cms, X509Certificate2 certificate, AsymmetricAlgorithm key, int from, int to)
    {
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key))]);
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive)).Content);
        var taken = new List<int>();
        for (var bit = from * 8; bit < to * 8; bit++)
        {
            cms[bit / 8] ^= (byte)(1 << (bit % 8));
            var streamed = new MemoryStream();
            var isOpened = bit % 16 == 0
                ? CmsEnvelope.Open(new MemoryStream(cms), streamed, keys, DecryptionPolicy.Archive).IsOk
                : CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive).IsOk;
            if (isOpened || streamed.Length > 0)
            {
                taken.Add(bit);
            }

            cms[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Empty(taken);
    }
}
