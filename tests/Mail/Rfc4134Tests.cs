using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Pki;
using static Chancery.Mail.Tests.Verifying;

namespace Chancery.Mail.Tests;

/// <summary>The S/MIME examples of RFC 4134: DSA, SHA-1, 3DES and RC2 of 2005. The mathematics must hold, and the verdict must be weak.</summary>
public sealed class Rfc4134Tests
{
    private const string Content = "This is some sample content.";
    private static readonly VectorFile Vectors = VectorFile.Read("rfc4134.txt");
    private static readonly VerificationSettings Trusting = new()
    {
        Trust = TrustAnchors.Create([Certificate("CarlDSSSelf.cer"), Certificate("CarlRSASelf.cer")]).Value,
        At = new DateTimeOffset(2003, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static X509Certificate2 Certificate(string name) => X509CertificateLoader.LoadCertificate(Vectors.Bytes(name));

    private static DecryptionKeys Bob() =>
        new([DecryptionKey.Create(Certificate("BobRSASignByCarl.cer"), KeyPairs.ReadPrivateKey(Vectors.Bytes("BobPrivRSAEncrypt.pri")).Value).Value]);

    [Theory]
    [InlineData("4.1.bin", 1)]
    [InlineData("4.2.bin", 1)]
    [InlineData("4.4.bin", 1)]
    [InlineData("4.5.bin", 1)]
    [InlineData("4.7.bin", 1)]
    [InlineData("4.9.eml", 1)]
    [InlineData("4.10.bin", 1)]
    public void Signature_holds_and_is_weak(string name, int signers)
    {
        var verdict = Verify(Vectors.Bytes(name), Trusting);

        Fails(verdict, Verdict.Invalid, MailReasonCode.AlgorithmWeak);
        Assert.Equal(signers, verdict.Signers.Length);
        Assert.All(verdict.Signers, signer => Assert.Equal(CmsSignatureState.AlgorithmWeak, signer.Signature.State));
        Assert.Equal(Content, Encoding.ASCII.GetString(verdict.SignedContent.Span).Trim());
    }

    // Diane's certificate takes the parameters of her DSA key from its issuer's (RFC 3279 §2.3.2), which is not done here: it is told, not passed over.
    [Fact]
    public void Second_signer_whose_key_is_not_whole_is_told()
    {
        var states = Verify(Vectors.Bytes("4.6.bin"), Trusting).Signers.Select(signer => signer.Signature.State);

        Assert.Equal([CmsSignatureState.AlgorithmUnsupported, CmsSignatureState.AlgorithmWeak], states.Order());
    }

    [Fact]
    public void Detached_signature_holds_over_its_content_alone()
    {
        var with = Trusting with { DetachedContent = Vectors.Bytes("ExContent.bin") };

        Assert.Equal(CmsSignatureState.AlgorithmWeak, Verify(Vectors.Bytes("4.3.bin"), with).Signers.Single().Signature.State);
        Fails(Verify(Vectors.Bytes("4.3.bin"), Trusting with { DetachedContent = "Other."u8.ToArray() }), Verdict.Invalid, MailReasonCode.SignatureInvalid);
        Fails(Verify(Vectors.Bytes("4.3.bin"), Trusting), Verdict.Unverifiable, MailReasonCode.ContentMissing);
    }

    [Fact]
    public void Clear_signed_message_holds_and_its_author_is_another()
    {
        var verdict = Verify(Vectors.Bytes("4.8.eml"), Trusting);

        Assert.Equal(CmsSignatureState.AlgorithmWeak, verdict.Signers.Single().Signature.State);
        Assert.Equal(["AliceDSS@example.com"], verdict.Signers.Single().Addresses);
        Assert.Equal(("alicedss@examples.com", false), (verdict.From, verdict.FromMatchesSigner));
        Assert.Contains(MailReasonCode.FromIsNotSigner, verdict.Codes());
    }

    [Fact]
    public void Counter_signature_is_seen()
    {
        var signer = Verify(Vectors.Bytes("4.4.bin"), Trusting).Signers.Single().Signature;

        Assert.NotEmpty(signer.CounterSignatures);
        Assert.NotNull(signer.SigningTime);
    }

    [Fact]
    public void Attributes_are_all_read()
    {
        var signer = Verify(Vectors.Bytes("4.10.bin"), Trusting).Signers.Single().Signature;

        Assert.Contains(signer.SignedAttributes, attribute => attribute.Oid == "1.2.840.113549.1.9.15");
        Assert.True(signer.SignedAttributes.Length >= 8);
    }

    [Fact]
    public void Certificates_alone_are_told() => Fails(Verify(Vectors.Bytes("4.11.bin"), Trusting), Verdict.Unverifiable, MailReasonCode.CertificatesOnly);

    [Theory]
    [InlineData("5.1.bin", "3DES-CBC")]
    [InlineData("5.2.bin", "RC2")]
    [InlineData("5.3.eml", "3DES-CBC")]
    public void Encrypted_content_opens_under_the_archive_policy_alone(string name, string cipher)
    {
        using var keys = Bob();
        var (current, archive) = (Trusting with { Keys = keys }, Trusting with { Keys = keys, Decryption = DecryptionPolicy.Archive });
        var node = MailStructure.Inspect(Vectors.Bytes(name), keys, DecryptionPolicy.Archive).Value;
        var envelope = node.Kind == MailNodeKind.Message ? node.Children.Single() : node;

        Fails(Verify(Vectors.Bytes(name), current), Verdict.Unverifiable, MailReasonCode.EncryptionLegacy);
        Assert.False(MailExplanation.Explain(Vectors.Bytes(name), current).CanBeRead);
        Assert.True(MailExplanation.Explain(Vectors.Bytes(name), archive).CanBeRead);
        Assert.Equal((MailNodeKind.Enveloped, true), (envelope.Kind, envelope.Envelope!.ContentEncryption.IsLegacy));
        Assert.Contains(cipher, envelope.Envelope.ContentEncryption.Name);
        Assert.Equal("CN=CarlRSA", envelope.Envelope.Recipients[0].Identifier!.Issuer);
        Assert.Equal(MailNodeKind.Part, Assert.Single(envelope.Children).Kind);
    }

    [Theory]
    [InlineData("3.1.bin")]
    [InlineData("3.2.bin")]
    [InlineData("6.0.bin")]
    [InlineData("7.1.bin")]
    [InlineData("7.2.bin")]
    public void Other_kinds_of_content_are_no_mail(string name)
    {
        Fails(Verify(Vectors.Bytes(name), Trusting), Verdict.Unverifiable, MailReasonCode.Malformed);
        Assert.Equal(MailNodeKind.OtherCms, MailStructure.Inspect(Vectors.Bytes(name)).Value.Kind);
    }

    [Fact]
    public void Every_example_is_used()
    {
        string[] used = ["4.1.bin", "4.2.bin", "4.3.bin", "4.4.bin", "4.5.bin", "4.6.bin", "4.7.bin", "4.8.eml", "4.9.eml", "4.10.bin", "4.11.bin",
            "5.1.bin", "5.2.bin", "5.3.eml", "3.1.bin", "3.2.bin", "6.0.bin", "7.1.bin", "7.2.bin"];

        Assert.Equal(used.Order(), Vectors.Names.Where(name => char.IsAsciiDigit(name[0])).Order());
    }
}
