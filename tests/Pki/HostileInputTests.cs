using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CsCheck;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Every parser takes bytes from nowhere: success or a failure it declares, never an exception.</summary>
public sealed class HostileInputTests
{
    private const int Times = 1000;

    private static readonly PkiErrorCode[] CertificateErrors = [PkiErrorCode.CertificateMalformed, PkiErrorCode.CertificateTooLarge];

    private static readonly Lazy<X509Certificate2> Vault = new(Given.Vault);

    [Fact]
    public void CertificateReader_fedDamage_onlyFailsAsDeclared()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var bundle = SignedData.CertificatesOnly([Given.Root.Certificate, Given.Issuing.Certificate]);
        Check(Mutation.Of(certificate.RawData, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), bundle), bytes =>
        {
            AssertDeclared(CertificateReader.ReadAll(bytes), CertificateErrors);
            var read = CertificateReader.Read(bytes);
            AssertDeclared(read, CertificateErrors);
            if (read.IsOk)
            {
                // What was read must bear everything that is done with certificates.
                _ = CertificateReader.Describe(read.Value);
                _ = CertificateReader.IsIssuedBy(read.Value, Given.Issuing.Certificate);
                _ = KeyPairs.Matches(read.Value, Given.Key1);
            }
        });
    }

    [Fact]
    public void SignedData_fedDamage_onlyFailsAsDeclared()
    {
        var signer = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var whole = SignedData.Sign("content"u8.ToArray(), signer, Given.Key1, false, [Given.Issuing.Certificate]);
        var detached = SignedData.Sign("content"u8.ToArray(), signer, Given.Key1, true, []);
        PkiErrorCode[] declared = [PkiErrorCode.CmsMalformed, PkiErrorCode.CmsSignatureInvalid, .. CertificateErrors];
        Check(Mutation.Of(whole, detached), bytes =>
        {
            var verified = SignedData.Verify(bytes, null);
            AssertDeclared(verified, declared);
            AssertDeclared(SignedData.Verify(bytes, "content"u8.ToArray()), declared);
            Assert.True(!verified.IsOk || verified.Value.Content.AsSpan().SequenceEqual("content"u8) || !verified.Value.Signer.Equals(signer), "Forged.");
        });
    }

    [Fact]
    public void EnvelopedData_fedDamage_onlyFailsAsDeclared()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        Check(
            Mutation.Of(EnvelopedData.Encrypt("content"u8, certificate)), bytes => AssertDeclared(
                EnvelopedData.Decrypt(bytes, certificate, Given.Key1), PkiErrorCode.CmsMalformed, PkiErrorCode.CmsTooLarge, PkiErrorCode.CmsDecryptFailed));
    }

    [Fact]
    public void AuthEnvelopedData_fedDamage_onlyFailsAsDeclaredAndIsNeverAltered()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        Check(Mutation.Of(AuthEnvelopedData.Encrypt("content"u8, certificate)), bytes =>
        {
            var opened = AuthEnvelopedData.Decrypt(bytes, certificate, Given.Key1);
            AssertDeclared(opened, PkiErrorCode.CmsMalformed, PkiErrorCode.CmsTooLarge, PkiErrorCode.CmsDecryptFailed);
            Assert.True(!opened.IsOk || opened.Value.AsSpan().SequenceEqual("content"u8), "Altered content was taken.");
        });
    }

    [Fact]
    public void SealedImport_ofDamagedJson_onlyFailsAsDeclared()
    {
        var json = """{"version":1,"pfx":"AQID","password":"p","owner":"a@b.test","former":["c@d.test"],"purpose":"smimeSigning"}"""u8.ToArray();
        Check(
            Mutation.Of(json), bytes => AssertDeclared(
                SealedImport.Open(AuthEnvelopedData.Encrypt(bytes, Vault.Value), Vault.Value, Given.Key3072), PkiErrorCode.SealedImportMalformed),
            times: 150);
    }

    [Fact]
    public void Pkcs12_fedDamage_onlyFailsAsDeclared()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var modern = Pkcs12.Write(certificate, Given.Key1, [Given.Issuing.Certificate], "p", "Alice", Pkcs12Encryption.Modern);
        var apple = Pkcs12.Write(certificate, Given.Key1, [], "p", "Alice", Pkcs12Encryption.AppleCompatible);
        // Without encryption and MAC the damage reaches every inner parser.
        Check(Mutation.Of(modern, apple, Clear(certificate, Given.Key1), Clear(Given.IssueMail(CertificateKind.MailSigning, Given.EcKey), Given.EcKey)), bytes =>
        {
            var read = Pkcs12.Read(bytes, "p", Pkcs12Limits.Import with { MaxIterations = 5000, MaxTotalIterations = 20_000 });
            AssertDeclared(
                read, PkiErrorCode.PfxMalformed, PkiErrorCode.PfxWrongPassword, PkiErrorCode.PfxNoKey, PkiErrorCode.PfxKeyMismatch, PkiErrorCode.PfxTooLarge,
                PkiErrorCode.PfxTooCostly, PkiErrorCode.PfxUnsupported, PkiErrorCode.KeyUnsupported, PkiErrorCode.KeyMalformed, PkiErrorCode.CertificateMalformed);
            foreach (var identity in read.IsOk ? read.Value : [])
            {
                Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key));
                identity.Dispose();
            }
        });
    }

    [Fact]
    public void ScepServer_fedDamage_onlyFailsAsDeclared()
    {
        var message = ScepClient.Create(Given.Key1, "CN=d", "x", Given.Devices.Certificate, null).Message;
        Check(Mutation.Of(message), bytes =>
        {
            AssertDeclared(ScepServer.ReadTransaction(bytes), PkiErrorCode.ScepMalformed, PkiErrorCode.ScepSignatureInvalid);
            AssertScepDeclared(ScepServer.Open(bytes, Given.Devices.Certificate, Given.DevicesKey));
        });
    }

    [Fact]
    public void ScepServer_fedDamageUnderAGoodSignature_onlyFailsAsDeclared()
    {
        var ca = Given.Devices.Certificate;
        var request = new CertificateRequest("CN=d", Given.Key1, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.OtherRequestAttributes.Add(ScepAttributes.Text(Oids.ChallengePassword, "secret"));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("a@example.test");
        request.CertificateExtensions.Add(names.Build());
        var requester = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        Check(
            Mutation.Of(request.CreateSigningRequest()), pkcs10 =>
            {
                var message = SignedData.Sign(EnvelopedData.Encrypt([.. pkcs10, 0], ca), requester, Given.Key1, false, [], Attributes("19", "id"));
                AssertScepDeclared(ScepServer.Open(message, ca, Given.DevicesKey));
            },
            times: 200);
        Check(
            Gen.Select(Gen.String, Gen.String), texts =>
            {
                var message = SignedData.Sign("x"u8.ToArray(), requester, Given.Key1, false, [], Attributes(texts.Item1, texts.Item2));
                AssertDeclared(ScepServer.ReadTransaction(message), PkiErrorCode.ScepMalformed);
            },
            times: 200);
    }

    [Fact]
    public void ScepClient_fedDamage_onlyFailsAsDeclared()
    {
        var ca = Given.Devices.Certificate;
        var sent = ScepClient.Create(Given.Key1, "CN=d", "x", ca, null);
        var request = Given.Ok(ScepServer.Open(sent.Message, ca, Given.DevicesKey));
        var issued = Given.Issue(Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=d"), Given.Devices);
        var failure = ScepServer.Failure(request.Transaction, ScepFailInfo.BadRequest, ca, Given.DevicesKey, "No.");
        Check(
            Mutation.Of(ScepServer.Success(request, issued, ca, Given.DevicesKey), failure), bytes => AssertDeclared(
                ScepClient.ReadReply(bytes, sent, ca), PkiErrorCode.ScepMalformed, PkiErrorCode.ScepSignatureInvalid, PkiErrorCode.ScepRejected,
                PkiErrorCode.ScepPending, PkiErrorCode.CmsDecryptFailed));
    }

    [Fact]
    public void RevocationList_fedDamage_onlyFailsAsDeclared()
    {
        var entry = new RevokedEntry("0102030405060708", Given.Start, X509RevocationReason.KeyCompromise);
        var crl = Given.Issuing.SignCrl([entry], 7, Given.Start, Given.Start.AddDays(7));
        Check(Mutation.Of(crl), bytes =>
        {
            AssertDeclared(RevocationList.Read(bytes), PkiErrorCode.CrlMalformed);
            Assert.True(!RevocationList.Verify(bytes, Given.Issuing.Certificate) || bytes.AsSpan().SequenceEqual(crl), "A damaged list verified.");
        });
    }

    [Fact]
    public void Keys_fedDamage_onlyFailAsDeclared()
    {
        Check(
            Mutation.Of(Given.Key1.ExportPkcs8PrivateKey(), Given.EcKey.ExportPkcs8PrivateKey()), bytes => AssertDeclared(
                KeyPairs.ReadPrivateKey(bytes), PkiErrorCode.KeyMalformed, PkiErrorCode.KeyUnsupported));
        var draft = Given.Mail(CertificateKind.MailSigning, Given.Key1);
        Check(
            Mutation.Of(draft.PublicKey, Given.EcKey.ExportSubjectPublicKeyInfo()), bytes => AssertDeclared(
                Linter.Lint(draft with { PublicKey = bytes }, Given.Issuing.Certificate), PkiErrorCode.KeyMalformed, PkiErrorCode.KeyUnsupported, PkiErrorCode.LintFailed));
    }

    [Fact]
    public void Drafts_ofAnyText_onlyFailAsDeclared()
    {
        var draft = Given.Mail(CertificateKind.MailSigning, Given.Key1);
        var subject = Gen.OneOf(Gen.String, Gen.Char["CNE=\",;+#<>\\ a@.0\n"].Array[0, 30].Select(chars => new string(chars)), Gen.String.Select(text => $"CN={SubjectName.Escape(text)}"));
        Check(Gen.Select(subject, Gen.String, Gen.String), texts => AssertDeclared(
            Linter.Lint(draft with { Subject = texts.Item1, EmailAddresses = [texts.Item2], CrlUrl = texts.Item3 }, Given.Issuing.Certificate),
            PkiErrorCode.SubjectMalformed, PkiErrorCode.LintFailed));
    }

    [Theory]
    [InlineData(0x24)]
    [InlineData(0x30)]
    [InlineData(0xA0)]
    public void Parsers_fedDeepNesting_failInTime(byte tag)
    {
        // BER lets every level be of indefinite length: two octets a level, as deep as the message is long.
        var deep = new byte[128 * 1024];
        for (var position = 0; position < deep.Length; position += 2)
        {
            (deep[position], deep[position + 1]) = (tag, 0x80);
        }

        var watch = ThreadClock.StartNew();
        foreach (var oid in new[] { Oids.SignedData, Oids.EnvelopedData, Oids.AuthEnvelopedData, Oids.Data })
        {
            var message = Contents(oid, deep);
            Assert.False(SignedData.Verify(message, null).IsOk);
            Assert.False(EnvelopedData.Decrypt(message, Given.Devices.Certificate, Given.DevicesKey).IsOk);
            Assert.False(AuthEnvelopedData.Decrypt(message, Given.Devices.Certificate, Given.DevicesKey).IsOk);
            Assert.False(ScepServer.Open(message, Given.Devices.Certificate, Given.DevicesKey).IsOk);
            Assert.False(Pkcs12.Read((byte[])[0x30, 0x80, 0x02, 0x01, 0x03, .. message], "p", Pkcs12Limits.Import).IsOk);
            Assert.False(CertificateReader.ReadAll(message).IsOk);
            Assert.False(RevocationList.Read(message).IsOk);
            Assert.False(KeyPairs.ReadPrivateKey(message).IsOk);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    private static byte[] Contents(string oid, byte[] content)
    {
        var name = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        name.WriteObjectIdentifier(oid);
        return [0x30, 0x80, .. name.Encode(), 0xA0, 0x80, .. content, .. new byte[content.Length + 4]];
    }

    private static byte[] Clear(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var inner = new Pkcs12SafeContents();
        inner.AddCertificate(certificate);
        var safe = new Pkcs12SafeContents();
        safe.AddNestedContents(inner);
        safe.AddKeyUnencrypted(key);
        safe.AddShroudedKey(key, "p", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 2));
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(safe);
        builder.SealWithoutIntegrity();
        return builder.Encode();
    }

    private static AsnEncodedData[] Attributes(string type, string transactionId) =>
    [
        ScepAttributes.Text(Oids.ScepMessageType, Encodable(type), System.Formats.Asn1.UniversalTagNumber.UTF8String),
        ScepAttributes.Text(Oids.ScepTransactionId, Encodable(transactionId), System.Formats.Asn1.UniversalTagNumber.UTF8String),
        ScepAttributes.Nonce(Oids.ScepSenderNonce, [1]),
    ];

    private static string Encodable(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);

    private static void AssertScepDeclared(PkiResult<ScepRequest> opened) => AssertDeclared(
        opened, PkiErrorCode.ScepMalformed, PkiErrorCode.ScepSignatureInvalid, PkiErrorCode.ScepKeyRefused, PkiErrorCode.CmsDecryptFailed);

    private static void Check<T>(Gen<T> inputs, Action<T> check, int times = Times) => inputs.Sample(check, iter: times, threads: 1);

    private static void AssertDeclared<T>(PkiResult<T> result, params PkiErrorCode[] declared) =>
        Assert.True(result.IsOk || declared.Contains(result.Error.Code), result.Error?.ToString());
}
