using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class ScepTests
{
    private static X509Certificate2 Ca => Given.Devices.Certificate;

    [Fact]
    public void Request_withChallenge_isOpenedWithAllItSays()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=device-1,O=Example", "one-time", Ca, null);
        var request = Given.Ok(ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
        Assert.Equal(ScepMessageType.PKCSReq, request.MessageType);
        Assert.Equal(sent.TransactionId, request.TransactionId);
        Assert.Equal(sent.SenderNonce, request.SenderNonce);
        Assert.Equal("one-time", request.ChallengePassword);
        Assert.Equal("CN=device-1, O=Example", request.Subject);
        Assert.Equal(Given.Key1.ExportSubjectPublicKeyInfo(), request.SubjectPublicKeyInfo);
        Assert.Equal(KeyPairs.PublicKeyHash(Given.Key1), request.PublicKeyHash);
        Assert.DoesNotContain("one-time", request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Request_withoutChallenge_hasNone() =>
        Assert.Null(Given.Ok(ScepServer.Open(ScepClient.Create(Given.Key1, "CN=d", null, Ca, null).Message, Ca, Given.DevicesKey)).ChallengePassword);

    [Fact]
    public void Success_read_givesTheCertificate()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=device-1", "x", Ca, null);
        var request = Given.Ok(ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
        var issued = Issue(request);
        var reply = ScepServer.Success(request, issued, Ca, Given.DevicesKey);
        Assert.Equal(issued.Thumbprint, Given.Ok(ScepClient.ReadReply(reply, sent, Ca)).Thumbprint);
    }

    [Fact]
    public void Renewal_signedWithTheCurrentIdentity_isOpenedAndAnsweredToIt()
    {
        var current = Given.Issue(Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=device-1"), Given.Devices);
        using var withKey = current.CopyWithPrivateKey(Given.Key1);
        var sent = ScepClient.Create(Given.Key2, "CN=device-1", null, Ca, withKey);
        var request = Given.Ok(ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
        Assert.Equal(ScepMessageType.RenewalReq, request.MessageType);
        Assert.Equal(current.Thumbprint, request.Requester.Thumbprint);
        Assert.Equal(KeyPairs.PublicKeyHash(Given.Key2), request.PublicKeyHash);
        var issued = Issue(request);
        var reply = ScepServer.Success(request, issued, Ca, Given.DevicesKey);
        Assert.Equal(issued.Thumbprint, Given.Ok(ScepClient.ReadReply(reply, sent, Ca)).Thumbprint);
    }

    [Fact]
    public void Failure_read_isRejectedWithItsReason()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=d", "used", Ca, null);
        var transaction = Given.Ok(ScepServer.ReadTransaction(sent.Message));
        var reply = ScepServer.Failure(transaction, ScepFailInfo.BadRequest, Ca, Given.DevicesKey, "The challenge was used.");
        var error = Given.Fails(PkiErrorCode.ScepRejected, ScepClient.ReadReply(reply, sent, Ca));
        Assert.Equal("BadRequest: The challenge was used.", error.Detail);
    }

    [Fact]
    public void Pending_read_isPending()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=d", null, Ca, null);
        var reply = SignedData.Sign(
            ReadOnlyMemory<byte>.Empty, Ca, Given.DevicesKey, true, [],
            [
                ScepAttributes.Number(Oids.ScepMessageType, 3), ScepAttributes.Number(Oids.ScepPkiStatus, 3),
                ScepAttributes.Text(Oids.ScepTransactionId, sent.TransactionId), ScepAttributes.Nonce(Oids.ScepRecipientNonce, sent.SenderNonce),
            ]);
        Given.Fails(PkiErrorCode.ScepPending, ScepClient.ReadReply(reply, sent, Ca));
    }

    [Fact]
    public void Reply_toAnotherRequest_isRefused()
    {
        var first = ScepClient.Create(Given.Key1, "CN=d", "x", Ca, null);
        var again = ScepClient.Create(Given.Key1, "CN=d", "x", Ca, null);
        var request = Given.Ok(ScepServer.Open(first.Message, Ca, Given.DevicesKey));
        var reply = ScepServer.Success(request, Issue(request), Ca, Given.DevicesKey);
        Given.Fails(PkiErrorCode.ScepSignatureInvalid, ScepClient.ReadReply(reply, again, Ca));
    }

    [Fact]
    public void Reply_signedByAnotherAuthority_isRefused()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=d", "x", Ca, null);
        var request = Given.Ok(ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
        var impostor = Given.SelfSigned(Given.Draft(CertificateKind.DeviceAuthority, Given.Key2, Ca.Subject), Given.Key2);
        Given.Fails(PkiErrorCode.ScepSignatureInvalid, ScepClient.ReadReply(ScepServer.Success(request, Issue(request), impostor, Given.Key2), sent, Ca));
    }

    [Fact]
    public void Reply_withACertificateForAnotherKey_isRefused()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=d", "x", Ca, null);
        var request = Given.Ok(ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
        var other = Given.Issue(Given.Draft(CertificateKind.DeviceIdentity, Given.Key2, "CN=d"), Given.Devices);
        Given.Fails(PkiErrorCode.ScepMalformed, ScepClient.ReadReply(ScepServer.Success(request, other, Ca, Given.DevicesKey), sent, Ca));
    }

    [Fact]
    public void Request_withAKeyOf1024Bits_isRefused()
    {
        using var small = RSA.Create(1024);
        Given.Fails(PkiErrorCode.ScepKeyRefused, ScepServer.Open(Message(Pkcs10(small), small, Oids.Aes256Cbc, Oids.Sha256), Ca, Given.DevicesKey));
    }

    [Fact]
    public void Request_signedWithAnotherKeyThanItsOwn_isRefused()
    {
        var message = Message(Pkcs10(Given.Key1), Given.Key2, Oids.Aes256Cbc, Oids.Sha256);
        Given.Fails(PkiErrorCode.ScepSignatureInvalid, ScepServer.Open(message, Ca, Given.DevicesKey));
    }

    [Fact]
    public void Request_notSignedByItsKey_isRefused()
    {
        var pkcs10 = Pkcs10(Given.Key1);
        pkcs10[^1] ^= 1;
        Given.Fails(PkiErrorCode.CmsDecryptFailed, ScepServer.Open(Message(pkcs10, Given.Key1, Oids.Aes256Cbc, Oids.Sha256), Ca, Given.DevicesKey));
    }

    [Fact]
    public void Request_toAnotherAuthority_isNotDecrypted()
    {
        var other = Given.SelfSigned(Given.Draft(CertificateKind.DeviceAuthority, Given.Key2, "CN=Other"), Given.Key2);
        var sent = ScepClient.Create(Given.Key1, "CN=d", "x", other, null);
        Given.Fails(PkiErrorCode.CmsDecryptFailed, ScepServer.Open(sent.Message, Ca, Given.DevicesKey));
    }

    [Fact]
    public void Envelope_alteredByWhoeverRelaysIt_tellsNothingOfItsContent()
    {
        // A subverted server takes a device's message, alters the envelope, signs it anew and asks: any difference between the answers would
        // be an oracle for the challenge inside.
        var sent = ScepClient.Create(Given.Key1, "CN=d", "one-time", Ca, null);
        var envelope = Given.Ok(SignedData.Verify(sent.Message, null)).Content;
        var errors = new HashSet<PkiError>();
        for (var value = 1; value < 256; value++)
        {
            var altered = envelope.ToArray();
            altered[^17] ^= (byte)value;
            errors.Add(ScepServer.Open(Sign(altered, Given.Key2), Ca, Given.DevicesKey).Error!);
        }

        Assert.Equal(PkiErrorCode.CmsDecryptFailed, Assert.Single(errors).Code);
    }

    [Fact]
    public void EncryptedKey_altered_tellsNothingOfItsPadding()
    {
        var sent = ScepClient.Create(Given.Key1, "CN=d", "one-time", Ca, null);
        var envelope = Given.Ok(SignedData.Verify(sent.Message, null)).Content;
        var encryptedKey = envelope.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x04, 0x82, 0x01, 0x00]) + 4;
        Assert.True(encryptedKey > 4);
        for (var position = 1; position < 256; position += 15)
        {
            var altered = envelope.ToArray();
            altered[encryptedKey + position] ^= 1;
            Given.Fails(PkiErrorCode.CmsDecryptFailed, ScepServer.Open(Sign(altered, Given.Key1), Ca, Given.DevicesKey));
        }
    }

    [Fact]
    public void Message_altered_isRefused()
    {
        var message = ScepClient.Create(Given.Key1, "CN=d", "x", Ca, null).Message;
        message[^1] ^= 1;
        Given.Fails(PkiErrorCode.ScepSignatureInvalid, ScepServer.Open(message, Ca, Given.DevicesKey));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    public void Message_thatAsksForNoCertificate_hasATransactionAndIsRefused(int type)
    {
        var message = Message(Pkcs10(Given.Key1), Given.Key1, Oids.Aes256Cbc, Oids.Sha256, type);
        Assert.Equal((ScepMessageType)type, Given.Ok(ScepServer.ReadTransaction(message)).MessageType);
        Given.Fails(PkiErrorCode.ScepMalformed, ScepServer.Open(message, Ca, Given.DevicesKey));
    }

    [Theory]
    [InlineData(Oids.DesCbc, Oids.Sha1)]
    [InlineData(Oids.TripleDesCbc, Oids.Sha1)]
    [InlineData(Oids.Aes128Cbc, Oids.Sha256)]
    [InlineData(Oids.Aes256Cbc, Oids.Sha512)]
    public void Request_ofAnOlderClient_isOpenedAndAnsweredInItsCipher(string cipher, string digest)
    {
        var request = Given.Ok(ScepServer.Open(Message(Pkcs10(Given.Key1), Given.Key1, cipher, digest), Ca, Given.DevicesKey));
        var reply = new SignedCms();
        reply.Decode(ScepServer.Success(request, Issue(request), Ca, Given.DevicesKey));
        var envelope = new EnvelopedCms();
        envelope.Decode(reply.ContentInfo.Content);
        Assert.Equal(cipher, envelope.ContentEncryptionAlgorithm.Oid.Value);
        Assert.Equal(Oids.Sha256, reply.SignerInfos[0].DigestAlgorithm.Value);
    }

    [Fact]
    public void Message_withoutItsAttributes_isMalformed()
    {
        var message = SignedData.Sign("x"u8.ToArray(), Ca, Given.DevicesKey, false, []);
        Given.Fails(PkiErrorCode.ScepMalformed, ScepServer.Open(message, Ca, Given.DevicesKey));
    }

    [Fact]
    public void Message_beyondTheLimit_isMalformed() =>
        Given.Fails(PkiErrorCode.ScepMalformed, ScepServer.Open(new byte[ScepServer.MaxMessageBytes + 1], Ca, Given.DevicesKey));

    private static X509Certificate2 Issue(ScepRequest request) => Given.Issue(
        Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=device-1") with { PublicKey = request.SubjectPublicKeyInfo }, Given.Devices);

    private static byte[] Pkcs10(RSA key) =>
        new CertificateRequest("CN=d", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest();

    private static byte[] Message(byte[] pkcs10, RSA key, string cipher, string digest, int type = 19) =>
        Sign(EnvelopedData.Encrypt(pkcs10, [Ca], cipher), key, digest, type);

    private static byte[] Sign(byte[] envelope, RSA key, string digest = Oids.Sha256, int type = 19)
    {
        using var requester = new CertificateRequest("CN=d", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Given.Start.AddYears(10), Given.Start.AddYears(11));
        var cms = new SignedCms(new ContentInfo(envelope));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, requester) { DigestAlgorithm = new Oid(digest) };
        signer.SignedAttributes.Add(ScepAttributes.Number(Oids.ScepMessageType, type));
        signer.SignedAttributes.Add(ScepAttributes.Text(Oids.ScepTransactionId, "42"));
        signer.SignedAttributes.Add(ScepAttributes.Nonce(Oids.ScepSenderNonce, [1, 2, 3]));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }
}
