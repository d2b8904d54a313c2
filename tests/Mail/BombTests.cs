using System.Formats.Asn1;
using System.IO.Compression;
using System.Text;
using Chancery.Pki;
using CsCheck;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>Mail made to cost much: refused in 100 ms and 64 MB (promise H4); and mail with flipped bits: never valid where signed bytes changed (H3).</summary>
public sealed class BombTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly byte[] Warm = SecureMail.SignAndEncrypt(Alice.Write("bob@example.test"), Alice.Signer, [TestPeople.Bob.Encryption.Certificate]).Value;

    [Fact]
    public void Ten_thousand_parts_within_parts_are_refused()
    {
        var eml = new StringBuilder("From: a@example.test\r\n");
        for (var i = 0; i < 10_000; i++)
        {
            eml.Append($"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        }

        Refused(Encoding.ASCII.GetBytes(eml.ToString()), PkiErrorCode.MailTooDeep, MailReasonCode.TooDeep);
    }

    [Fact]
    public void Messages_within_messages_are_refused()
    {
        var eml = "From: a@example.test\r\n" + string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 10_000));

        Refused(Encoding.ASCII.GetBytes(eml), PkiErrorCode.MailTooDeep, MailReasonCode.TooDeep);
    }

    [Fact]
    public void A_million_parts_are_refused() => Refused(
        Encoding.ASCII.GetBytes("From: a@example.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\n", 1_000_000))),
        PkiErrorCode.MailMalformed, MailReasonCode.Malformed);

    [Fact]
    public void A_million_header_fields_are_refused() => Refused(
        Encoding.ASCII.GetBytes("From: a@example.test\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 1_000_000))), PkiErrorCode.MailMalformed, MailReasonCode.Malformed);

    [Fact]
    public void A_million_recipients_are_refused()
    {
        var recipient = Recipient();
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.3");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                var set = new byte[recipient.Length * 1_000_000];
                for (var i = 0; i < 1_000_000; i++)
                {
                    recipient.CopyTo(set, i * recipient.Length);
                }

                writer.WriteEncodedValue(Der(0x31, set));
                writer.WriteEncodedValue(Convert.FromHexString("301C06092A864886F70D010701300F060960864801650304012A04020000"));
            }
        }

        var eml = Encoding.ASCII.GetBytes(Opaque(writer.Encode()));
        Refused(eml, null, null);
    }

    [Fact]
    public void Compressed_bomb_is_refused()
    {
        using var zipped = new MemoryStream();
        using (var zlib = new ZLibStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++)
            {
                zlib.Write(zeros);
            }
        }

        Refused(Encoding.ASCII.GetBytes(Opaque(Compressed(zipped.ToArray()))), null, MailReasonCode.CompressionUnreadable);
    }

    [Fact]
    public void Flipped_bit_of_signed_mail_is_never_valid_with_other_content()
    {
        var eml = SecureMail.Sign(Alice.Write("bob@example.test", "Hello."), TestPeople.Alice.Signer with { EncryptionCertificate = null }).Value;
        var expected = Verify(eml).SignedContent.ToArray();
        var flips = Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") is null ? 1500 : eml.Length * 8;
        for (var i = 0; i < flips; i++)
        {
            // Every bit in a long run, bits spread over all of the mail in a short one.
            var bit = (int)((long)i * 7919 % (eml.Length * 8));
            var flipped = (byte[])eml.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var verdict = Verify(flipped);
            Assert.True(verdict.Verdict != Verdict.Valid || verdict.SignedContent.Span.SequenceEqual(expected), $"bit {bit}");
        }
    }

    [Fact]
    public void Mutated_mail_is_always_answered() => Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 3], Gen.Bool).Sample(
        (place, value, how, bare) =>
        {
            var seed = bare ? Convert.FromBase64String(Encoding.ASCII.GetString(Warm).Split("\r\n\r\n")[1].Replace("\r\n", "")) : Warm;
            var at = place % seed.Length;
            byte[] mutated = how switch
            {
                0 => [.. seed[..at], value, .. seed[(at + 1)..]],
                1 => seed[..at],
                2 => [.. seed[..at], .. seed[(at / 2)..]],
                _ => [.. seed[..at], value, value, .. seed[at..]],
            };
            using var keys = TestPeople.Bob.Keys;
            _ = MailStructure.Inspect(mutated, keys);
            Assert.NotEmpty(MailExplanation.Explain(mutated, Settings with { Keys = keys }).Verdict.Reasons);
        },
        iter: TestPeople.Iterations(400));

    private static void Refused(byte[] eml, PkiErrorCode? error, MailReasonCode? reason)
    {
        // Once for the compiler of the runtime, which is no part of the promise.
        using var keys = TestPeople.Bob.Keys;
        _ = SecureMail.Open(Warm, keys);
        _ = Verify(Warm);
        _ = SecureMail.Open(eml, keys);
        var limit = TimeSpan.FromMilliseconds(100 + (eml.Length / 1_000_000));
        var fastest = TimeSpan.MaxValue;
        // Whatever else the machine does is no part of it either: one time within the limit is enough.
        for (var i = 0; i < 25 && fastest > limit; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = ThreadClock.StartNew();
            var opened = SecureMail.Open(eml, keys);
            fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
            // A message part of the size of the input may be held once decoded; nothing in proportion to what the bomb claims to be.
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000 + (2L * eml.Length), "memory");
            Assert.False(opened.IsOk);
            Assert.True(error is null || opened.Error.Code == error, opened.Error.Name);
        }

        Assert.True(fastest <= limit, $"{fastest}");
        Assert.True(reason is null || Verify(eml, Settings with { Keys = keys }).Codes().Contains(reason.Value), string.Join(' ', Verify(eml).Codes()));
    }

    private static byte[] Recipient()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                }

                writer.WriteInteger(1);
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
            }

            writer.WriteOctetString([1]);
        }

        return writer.Encode();
    }

    private static byte[] Der(byte tag, byte[] content) =>
        [tag, 0x84, (byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];

    // CompressedData (RFC 3274 §1.1).
    private static byte[] Compressed(byte[] zlib)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var explicitly = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.1.9");
            using (writer.PushSequence(explicitly))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.3.8");
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    using (writer.PushSequence(explicitly))
                    {
                        writer.WriteOctetString(zlib);
                    }
                }
            }
        }

        return writer.Encode();
    }
}
