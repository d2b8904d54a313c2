using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Signed messages, compressed contents and key files from nowhere: success or a failure declared, in little time and memory.</summary>
public sealed class SignedHostileTests
{
    private static readonly long Times = Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") == "1" ? 100_000 : 1500;
    private static readonly byte[] Content = "A content of some length, to be cut and turned."u8.ToArray();

    private static readonly PkiErrorCode[] Declared = [PkiErrorCode.CmsMalformed, PkiErrorCode.CmsTooLarge, PkiErrorCode.CmsSignatureInvalid];

    [Fact]
    public void SignedData_fedDamage_onlyFailsAsDeclaredAndNeverHoldsOverAnotherContent() => Check(Mutation.Of(Messages()), bytes =>
    {
        var read = SignedData.Read(bytes);
        Sound(read, read.IsOk ? read.Value.Content : []);
        using var output = new MemoryStream();
        var streamed = SignedData.Read(new MemoryStream(bytes), null, output);
        Sound(streamed, output.ToArray());
        // In memory a digest that was not announced is made all the same; beyond that the two readers agree.
        Assert.True(read.IsOk || !streamed.IsOk, $"{read.Error?.Name}");
        Assert.True((read.IsOk && read.Value.IsIntact) || !(streamed.IsOk && streamed.Value.IsIntact));
        var detached = SignedData.Read(bytes, Content);
        Sound(detached, Content);
        Sound(SignedData.Read(new MemoryStream(bytes), new MemoryStream(Content), null), Content);
    });

    [Fact]
    public void CompressedData_fedDamage_onlyFailsAsDeclared()
    {
        Check(Mutation.Of(CompressedDataTests.Compress(Content)), bytes =>
        {
            var opened = CompressedData.Open(bytes);
            Assert.True(opened.IsOk ? opened.Value.Content.AsSpan().SequenceEqual(Content) : opened.Error.Code is PkiErrorCode.CmsMalformed or PkiErrorCode.CmsTooLarge
                or PkiErrorCode.CmsAlgorithmUnsupported);
        });
    }

    [Fact]
    public void IdentityReader_fedDamage_onlyFailsAsDeclared()
    {
        var identity = Signers.Of("P-256");
        var ed = Signers.Of("Ed25519");
        var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 100);
        string[] files =
        [
            identity.Key.ExportPkcs8PrivateKeyPem() + "\n" + identity.Certificate.ExportCertificatePem(),
            ((ECDsa)identity.Key).ExportECPrivateKeyPem() + "\n" + identity.Certificate.ExportCertificatePem(),
            ed.Certificate.ExportCertificatePem() + "\n" + ed.Key.ExportEncryptedPkcs8PrivateKeyPem("p", pbe),
        ];
        var limits = Pkcs12Limits.Personal with { MaxIterations = 5000, MaxTotalIterations = 20_000 };
        var pfx = Pkcs12.Write(ed.Certificate, ed.Key, [], "p", "x", Pkcs12Encryption.Modern);
        Check(Mutation.Of([.. files.Select(Encoding.ASCII.GetBytes), pfx]), bytes =>
        {
            var read = IdentityReader.Read(bytes, "p", limits);
            Assert.True(read.IsOk || IsOfKeyFiles(read.Error.Code), read.Error?.Name);
            foreach (var one in read.IsOk ? read.Value : [])
            {
                Assert.True(KeyPairs.Matches(one.Certificate, one.Key));
                one.Dispose();
            }
        });
    }

    [Fact]
    public void Bombs_ofSigners_certificatesAndAttributes_areRefusedAtOnce()
    {
        byte[] empty = [0x30, 0x00];
        Refused(PkiErrorCode.CmsMalformed, Message(signers: Many(empty, 1_000_000)));
        var signer = Signer();
        Refused(PkiErrorCode.CmsTooLarge, Message(signers: Many(signer, 1000)));
        Refused(PkiErrorCode.CmsTooLarge, Message(certificates: Many(empty, 1_000_000), signers: []));
        Refused(PkiErrorCode.CmsTooLarge, Message(digests: Many([0x30, 0x03, 0x06, 0x01, 0x2A], 1_000_000), signers: []));
        var attribute = SignedMessages.Encode(new CmsAttribute(Oids.MessageDigest, [[0x04, 0x00]]));
        Refused(PkiErrorCode.CmsTooLarge, Message(signers: Signer(Many(attribute, 40_000))));
        Refused(PkiErrorCode.CmsTooLarge, Message(signers: Signer(unsigned: Many(attribute, 1_000_000))));
    }

    [Fact]
    public void Bombs_ofNesting_areRefusedAtOnce()
    {
        // Octet strings within octet strings, with definite and with open lengths; the deepest is empty.
        Refused(PkiErrorCode.CmsMalformed, Raw([.. Enumerable.Repeat((byte[])[0x24, 0x80], 1_000_000).SelectMany(open => open)]));
        Refused(PkiErrorCode.CmsMalformed, Raw([.. Enumerable.Repeat((byte[])[0x30, 0x80], 1_000_000).SelectMany(open => open)]));
        var nested = new byte[] { 0x04, 0x00 };
        for (var depth = 0; depth < 3000; depth++)
        {
            var header = new byte[DerHeader.Size(nested.Length)];
            DerHeader.Write(header, 0x24, nested.Length);
            nested = [.. header, .. nested];
        }

        var watch = ThreadClock.StartNew();
        _ = SignedData.Read(Raw(nested));
        Given.Fails(PkiErrorCode.CmsTooLarge, SignedData.Read(new MemoryStream(Raw(nested)), null, null));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Fact]
    public void Certificates_ofOneNameInNumbers_areTriedWithinALimit()
    {
        // A thousand certificates that bear the signer's name, none of its key, under a hundred signers.
        var genuine = Signers.Of("P-256");
        var serial = genuine.Certificate.SerialNumberBytes.ToArray();
        var twins = Enumerable.Range(0, 40).Select(_ => Signers.Issue("P-256", ECDsa.Create(ECCurve.NamedCurves.nistP256), serial)).ToArray();
        var signers = Enumerable.Repeat(Signers.Signer("P-256"), 100).ToArray();
        var cms = SignedData.Sign(Content, signers, new SignOptions { Certificates = [.. twins] });
        var watch = ThreadClock.StartNew();
        Assert.Equal(100, Given.Ok(SignedData.Read(cms)).Signers.Length);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 3000);
    }

    private static void Refused(PkiErrorCode code, byte[] cms)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = ThreadClock.StartNew();
        var refused = SignedData.Read(cms);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
        Given.Fails(code, refused);
        var streamed = SignedData.Read(new MemoryStream(cms), null, null);
        Assert.False(streamed.IsOk);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    private static bool IsOfKeyFiles(PkiErrorCode code) => code is PkiErrorCode.PfxMalformed or PkiErrorCode.PfxWrongPassword or PkiErrorCode.PfxNoKey
        or PkiErrorCode.PfxKeyMismatch or PkiErrorCode.PfxTooLarge or PkiErrorCode.PfxTooCostly or PkiErrorCode.PfxUnsupported or PkiErrorCode.KeyUnsupported
        or PkiErrorCode.KeyMalformed or PkiErrorCode.CertificateMalformed or PkiErrorCode.CertificateTooLarge;

    private static byte[][] Messages()
    {
        using var streamed = new MemoryStream();
        SignedData.Sign(new MemoryStream(Content), streamed, [Signers.Signer("P-256")], new SignOptions { SigningTime = Given.Start });
        return
        [
            SignedData.Sign(Content, [Signers.Signer("P-256")], new SignOptions()), SignedData.Sign(Content, [Signers.Signer("P-384")], new SignOptions { Detached = true }),
            SignedData.Sign(Content, [Signers.Signer("RSA-2048", SignatureScheme.RsaPss), Signers.Signer("Ed25519")], new SignOptions { Certificates = [Signers.Root] }),
            streamed.ToArray(),
        ];
    }

    private static void Sound(PkiResult<SignedMessage> read, byte[] content)
    {
        Assert.True(read.IsOk || Declared.Contains(read.Error.Code), read.Error?.Name);
        Assert.False(read.IsOk && read.Value.IsIntact && !content.AsSpan().SequenceEqual(Content), "Forged.");
    }

    private static void Check(Gen<byte[]> inputs, Action<byte[]> check) => inputs.Sample(check, iter: Times);

    private static byte[] Many(byte[] value, int count)
    {
        var many = new byte[value.Length * count];
        for (var index = 0; index < count; index++)
        {
            value.CopyTo(many, index * value.Length);
        }

        return many;
    }

    private static byte[] Wrap(byte tag, params byte[][] parts)
    {
        var length = parts.Sum(part => part.Length);
        var wrapped = new byte[DerHeader.SizeWith(length)];
        var rest = DerHeader.Write(wrapped, tag, length);
        foreach (var part in parts)
        {
            rest = DerHeader.Copy(rest, part);
        }

        return wrapped;
    }

    private static byte[] Signer(byte[]? attributes = null, byte[]? unsigned = null)
    {
        var structure = SignedDataParser.Parse(SignedData.Sign(Content, [Signers.Signer("P-256")], new SignOptions())).Signers[0];
        var serial = new AsnWriter(AsnEncodingRules.DER);
        serial.WriteInteger(structure.SerialNumber.Span);
        byte[] digest = Wrap(0x30, Oid(Oids.Sha256));
        return Wrap(
            0x30, [0x02, 0x01, 0x01], Wrap(0x30, structure.Issuer.ToArray(), serial.Encode()), digest, attributes is null ? [] : Wrap(0xA0, attributes),
            Wrap(0x30, Oid(Oids.EcdsaSha256)), Wrap(0x04, structure.Signature.ToArray()), unsigned is null ? [] : Wrap(0xA1, unsigned));
    }

    private static byte[] Message(byte[] signers, byte[]? certificates = null, byte[]? digests = null) => Wrap(
        0x30, Oid(Oids.SignedData), Wrap(0xA0, Wrap(
            0x30, [0x02, 0x01, 0x01], Wrap(0x31, digests ?? []), Wrap(0x30, Oid(Oids.Data), Wrap(0xA0, Wrap(0x04, Content))),
            certificates is null ? [] : Wrap(0xA0, certificates), Wrap(0x31, signers))));

    private static byte[] Raw(byte[] octets) => Wrap(
        0x30, Oid(Oids.SignedData), Wrap(0xA0, Wrap(0x30, [0x02, 0x01, 0x01], Wrap(0x31), Wrap(0x30, Oid(Oids.Data), Wrap(0xA0, octets)), Wrap(0x31))));

    private static byte[] Oid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }
}
