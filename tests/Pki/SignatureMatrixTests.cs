using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Signatures both ways between this engine and the machine's openssl, cell by cell.</summary>
public sealed class SignatureMatrixTests(OpenSslSigner peer) : IClassFixture<OpenSslSigner>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3000);

    public static TheoryData<string> Cells => [.. SignatureCells.All.Where(cell => cell.CannotBecause is null).Select(cell => cell.ToString())];

    public static TheoryData<string> CellsOfBouncyCastle => [.. SignatureCells.All.Where(cell => cell.CannotBecause is not null).Select(cell => cell.ToString())];

    public static TheoryData<string[]> Options => new(
        [""], ["-nosmimecap"], ["-noattr"], ["-keyid"], ["-stream"], ["-indef", "-nodetach"], ["-noattr", "-nodetach", "-stream"], ["-keyid", "-nodetach"]);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Written_here_isVerifiedByOpenSsl(string name)
    {
        var cell = Find(name);
        var cms = SignedData.Sign(Content, [Signers.Signer(cell.Key, cell.Scheme, cell.Hash)], new SignOptions { Detached = cell.Form == "detached", SigningTime = Given.Start });
        peer.Verifies(cms, Content, cell.Form == "detached");
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Written_byOpenSsl_isVerifiedHere(string name)
    {
        var cell = Find(name);
        string[] scheme = cell.Scheme == SignatureScheme.RsaPss ? ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"] : [];
        var cms = peer.Sign(Content, cell.Key, ["-md", cell.Hash.Name!, .. cell.Form == "opaque" ? ["-nodetach"] : Array.Empty<string>()], scheme);
        var signer = IsValid(cms, cell.Form == "detached");
        Assert.Equal(cell.Digest, signer.DigestAlgorithm);
        Assert.Contains(cell.Digest, signer.SignatureAlgorithm, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CellsOfBouncyCastle))]
    public void Ed25519_bothWays_withBouncyCastle(string name)
    {
        var detached = Find(name).Form == "detached";
        var identity = Signers.Of("Ed25519");
        IsValid(BouncyCastlePeer.Sign(Content, identity, detached), detached);
        Assert.True(BouncyCastlePeer.Verifies(SignedData.Sign(Content, [Signers.Signer("Ed25519")], new SignOptions { Detached = detached }), Content, detached, identity));
    }

    [Fact]
    public void Ed25519_byOpenSsl_isStillRefusedByIt() =>
        Assert.Contains("invalid digest", peer.FailsToSign(Content, "Ed25519", "-md", "sha512"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Options))]
    public void Forms_ofOpenSsl_areVerifiedHere(string[] options)
    {
        foreach (var key in new[] { "RSA-2048", "P-384" })
        {
            var cms = peer.Sign(Content, key, [.. options.Where(option => option.Length > 0)], []);
            // OpenSSL puts the content inside where it streams DER.
            var signer = IsValid(cms, !options.Contains("-nodetach") && !options.Contains("-stream"));
            Assert.Equal(!options.Contains("-noattr"), signer.HasSignedAttributes);
            Assert.Equal(options.Contains("-keyid"), signer.Identifier.SubjectKeyIdentifier is not null);
        }
    }

    [Theory]
    [InlineData("rsa_pss_saltlen:max")]
    [InlineData("rsa_pss_saltlen:0")]
    [InlineData("rsa_pss_saltlen:17")]
    [InlineData("rsa_mgf1_md:sha1")]
    [InlineData("rsa_mgf1_md:sha512")]
    public void Pss_ofOtherParameters_isVerifiedHere(string option)
    {
        foreach (var key in new[] { "RSA-2048", "RSA-4096" })
        {
            var cms = peer.Sign(Content, key, ["-nodetach"], ["-keyopt", "rsa_padding_mode:pss", "-keyopt", option]);
            IsValid(cms, detached: false);
            cms[^1] ^= 1;
            Assert.Equal(CmsSignatureState.SignatureInvalid, Given.Ok(SignedData.Read(cms)).Signers[0].State);
        }
    }

    [Theory]
    [InlineData(CmsSignatureState.Valid, "rsa_padding_mode:pss")]
    [InlineData(CmsSignatureState.AlgorithmWeak, "rsa_padding_mode:pss", "rsa_pss_keygen_saltlen:32")]
    [InlineData(CmsSignatureState.Valid, "rsa_pss_saltlen:48", "rsa_pss_keygen_md:sha256", "rsa_pss_keygen_mgf1_md:sha256", "rsa_pss_keygen_saltlen:32")]
    public void Pss_byAKeyForNothingElse_isVerifiedHere(CmsSignatureState expected, string signing, params string[] generating)
    {
        // A key whose parameters name no hash is bound to their default, SHA-1 (RFC 4055 §3.1).
        using var folder = new TempFolder();
        OpenSsl.Run(
        [
            "genpkey", "-algorithm", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048", .. generating.SelectMany(option => new[] { "-pkeyopt", option }), "-out", folder.Path("k"),
        ]);
        OpenSsl.Run("req", "-x509", "-new", "-key", folder.Path("k"), "-subj", "/CN=Pss", "-out", folder.Path("c"));
        OpenSsl.Run(
            "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-in", folder.Write("m", Content), "-out", folder.Path("s"), "-signer", folder.Path("c"), "-inkey",
            folder.Path("k"), "-keyopt", signing);
        var signer = Given.Ok(SignedData.Read(folder.Read("s"))).Signers[0];
        Assert.Equal(expected, signer.State);
        Assert.Equal("RSA-PSS", CertificateReader.Describe(signer.Certificate!).KeyDescription);
    }

    [Theory]
    [InlineData("RSA-2048", "sha1")]
    [InlineData("RSA-2048", "md5")]
    [InlineData("P-256", "sha1")]
    public void Weak_digest_isCheckedAndReportedAsWeak(string key, string digest)
    {
        var cms = peer.Sign(Content, key, ["-md", digest], []);
        Assert.Equal(CmsSignatureState.AlgorithmWeak, Given.Ok(SignedData.Read(cms, Content)).Signers[0].State);
        Assert.Equal(CmsSignatureState.DigestMismatch, Given.Ok(SignedData.Read(cms, "another"u8.ToArray())).Signers[0].State);
    }

    [Fact]
    public void Several_signers_areReadEachByItself()
    {
        var cms = peer.Sign(Content, "RSA-2048", ["-nodetach", "-signer", peer.Certificate("P-384"), "-inkey", peer.Key("P-384"), "-signer", peer.Certificate("P-521"), "-inkey", peer.Key("P-521")], []);
        var message = Given.Ok(SignedData.Read(cms));
        Assert.Equal(3, message.Signers.Length);
        Assert.True(message.IsIntact);
        Assert.Equal(3, message.Signers.Select(signer => signer.Certificate!.Thumbprint).Distinct().Count());
    }

    [Fact]
    public void Several_signersWritten_areVerifiedByOpenSsl()
    {
        CmsSignerKey[] signers = [Signers.Signer("RSA-2048"), Signers.Signer("P-521", byKeyIdentifier: true), Signers.Signer("RSA-3072", SignatureScheme.RsaPss)];
        peer.Verifies(SignedData.Sign(Content, signers, new SignOptions()), Content, detached: false);
        peer.Verifies(SignedData.Sign(Content, signers, new SignOptions { Detached = true }), Content, detached: true);
    }

    private static SignerVerdict IsValid(byte[] cms, bool detached)
    {
        var message = Given.Ok(detached ? SignedData.Read(cms, Content) : SignedData.Read(cms));
        var signer = Assert.Single(message.Signers);
        Assert.True(signer.State == CmsSignatureState.Valid, $"{signer.State} {signer.Detail} {signer.SignatureAlgorithm}");
        Assert.Equal(Content, message.Content);
        Assert.Equal(detached, message.Detached);
        Assert.True(message.IsIntact);
        using var stream = new MemoryStream(cms);
        using var output = new MemoryStream();
        var streamed = Given.Ok(SignedData.Read(stream, detached ? new MemoryStream(Content) : null, output));
        Assert.True(streamed.IsIntact);
        Assert.Equal(detached ? [] : Content, output.ToArray());
        return signer;
    }

    private static SignatureCell Find(string name) => SignatureCells.All.Single(cell => cell.ToString() == name);
}
