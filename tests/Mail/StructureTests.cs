using System.Text;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>The structure of messages, and why they cannot be read or trusted.</summary>
public sealed class StructureTests
{
    private static readonly TestPerson Alice = TestPeople.Alice;
    private static readonly TestPerson Bob = TestPeople.Bob;
    private static readonly byte[] Both = SecureMail.SignAndEncrypt(
        Alice.Write(Bob.Address) with { Attachments = [new MailAttachment("a.bin", "application/octet-stream", [1, 2])] }, Alice.Signer,
        [Bob.Encryption.Certificate, Alice.Encryption.Certificate]).Value;

    private static string Draw(MailNode node) => node.Children.IsEmpty ? Name(node) : $"{Name(node)}({string.Join(' ', node.Children.Select(Draw))})";

    private static string Name(MailNode node) => node.Kind == MailNodeKind.Part ? node.FileName ?? node.MediaType! : node.Kind.ToString();

    [Fact]
    public void Layers_are_drawn_as_far_as_the_keys_reach()
    {
        using var keys = Bob.Keys;
        var inside = MailStructure.Inspect(Both, keys).Value;
        var outside = MailStructure.Inspect(Both).Value;

        Assert.Equal("Message(Enveloped(ClearSigned(Multipart(text/plain a.bin))))", Draw(inside));
        Assert.Equal("Message(Enveloped)", Draw(outside));
        var envelope = outside.Children[0];
        Assert.Equal(("AES-256-CBC", 2, null), (envelope.Envelope!.ContentEncryption.Name, envelope.Envelope.Recipients.Length, envelope.OpenedWith));
        // RecipientInfos is a SET OF: DER sorts it by what is in it.
        Assert.Contains(Bob.Encryption.Certificate.SerialNumber, envelope.Envelope.Recipients.Select(one => one.Identifier!.SerialNumber));
        Assert.Equal([MailReasonCode.Encrypted, MailReasonCode.Encrypted], envelope.Notes.Select(note => note.Code));
        Assert.Equal("smime.p7m", envelope.FileName);
    }

    [Fact]
    public void Protection_grows_inwards()
    {
        using var keys = Bob.Keys;
        var message = MailStructure.Inspect(Both, keys).Value;
        var text = message.Children[0].Children[0].Children[0].Children[0];

        Assert.Equal(MailProtection.None, message.Protection);
        Assert.Equal(new MailProtection(Confidentiality.EncryptedIntegrityUnknown, false), message.Children[0].Protection);
        Assert.Equal(new MailProtection(Confidentiality.EncryptedIntegrityUnknown, true), text.Protection);
        Assert.Equal(Bob.Encryption.Certificate.Thumbprint, message.Children[0].OpenedWith?.Thumbprint);
        Assert.Equal(CmsSignatureState.Valid, message.Children[0].Children[0].Signers.Single().State);
        Assert.Equal(FieldProtection.SignedAndEncrypted, message.Headers.Single(field => field.Name == "Subject").Protection);
    }

    [Theory]
    [InlineData(MailPolicy.Compatible, "Enveloped")]
    [InlineData(MailPolicy.Strict, "AuthEnveloped")]
    public void Bare_objects_are_drawn_too(MailPolicy policy, string kind)
    {
        var settings = new ProtectionSettings { Recipients = [new MailRecipient(Bob.Encryption.Certificate)], Policy = policy };
        var eml = Encoding.ASCII.GetString(SecureMail.Protect(Alice.Write(Bob.Address), settings).Value.Message);
        var base64 = eml[(eml.LastIndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        using var keys = Bob.Keys;
        foreach (var form in new[] { Convert.FromBase64String(base64.Replace("\r\n", "")), Encoding.ASCII.GetBytes(base64), Encoding.ASCII.GetBytes($"-----BEGIN PKCS7-----\n{base64}-----END PKCS7-----\n") })
        {
            Assert.Equal($"{kind}(text/plain)", Draw(MailStructure.Inspect(form, keys).Value));
        }
    }

    [Fact]
    public void Kinds_of_signature_are_told_apart()
    {
        var detached = SignedData.Sign("x"u8, [SignerKey(Alice)], new SignOptions { Detached = true });

        Assert.Equal(MailNodeKind.DetachedSignature, MailStructure.Inspect(detached).Value.Kind);
        Assert.Equal(MailNodeKind.CertificatesOnly, MailStructure.Inspect(SignedData.CertificatesOnly([Alice.Signing.Certificate])).Value.Kind);
        Assert.Equal("Message(OpaqueSigned(text/plain))", Draw(MailStructure.Inspect(Encoding.UTF8.GetBytes(Signed(Alice, SignatureForm.Opaque))).Value));
        Assert.Equal(MailReasonCode.NoSigners, MailStructure.Inspect(Encoding.UTF8.GetBytes(Opaque(NoSigner()))).Value.Children[0].Notes.Single().Code);
    }

    [Fact]
    public void What_is_no_message_is_refused()
    {
        Assert.Equal(PkiErrorCode.MailMalformed, MailStructure.Inspect("nothing"u8.ToArray()).Error?.Code);
        Assert.Equal(PkiErrorCode.MailTooLarge, MailStructure.Inspect(new byte[SecureMail.LargestMail + 1]).Error?.Code);
        Assert.Equal("Message(OtherCms)", Draw(MailStructure.Inspect("From: a@example.test\r\nContent-Type: application/pkcs7-mime\r\n\r\nno cms"u8.ToArray()).Value));
    }

    [Fact]
    public void Mail_for_others_is_explained_by_whom_it_is_for()
    {
        using var keys = TestPeople.Make("carol@example.test").Keys;
        var explained = MailExplanation.Explain(Both, Settings with { Keys = keys });

        Assert.False(explained.CanBeRead);
        Assert.Equal([MailReasonCode.NotForKeys, MailReasonCode.NotForKeys], explained.Reasons.Take(2).Select(reason => reason.Code));
        Assert.Contains(explained.Reasons.Take(2), reason => reason.Detail.StartsWith($"CN=Test authority; {Bob.Encryption.Certificate.SerialNumber}; RSA", StringComparison.Ordinal));
    }

    [Fact]
    public void Readable_mail_of_a_stranger_is_explained_by_his_authority()
    {
        var explained = MailExplanation.Explain(Encoding.UTF8.GetBytes(Signed(Alice)), Settings with { Trust = TrustAnchors.None });

        Assert.True(explained.CanBeRead);
        Assert.Equal(MailReasonCode.IssuerUnknown, explained.Reasons[0].Code);
        Assert.Equal("issuerUnknown", explained.Reasons[0].Name);
    }

    [Fact]
    public void Good_mail_needs_no_explanation()
    {
        var explained = MailExplanation.Explain(Encoding.UTF8.GetBytes(Signed(Alice)), Settings);

        Assert.Equal((true, Verdict.Valid, 0), (explained.CanBeRead, explained.Verdict.Verdict, explained.Reasons.Length));
    }

    private static byte[] NoSigner()
    {
        var cms = new System.Security.Cryptography.Pkcs.SignedCms(new System.Security.Cryptography.Pkcs.ContentInfo("Content-Type: text/plain\r\n\r\nHello."u8.ToArray()));
        cms.ComputeSignature(new System.Security.Cryptography.Pkcs.CmsSigner(
            System.Security.Cryptography.Pkcs.SubjectIdentifierType.IssuerAndSerialNumber, Alice.Signing.Certificate, Alice.Signing.Key)
        {
            DigestAlgorithm = new System.Security.Cryptography.Oid("2.16.840.1.101.3.4.2.1"),
        });
        cms.RemoveSignature(0);
        return cms.Encode();
    }
}
