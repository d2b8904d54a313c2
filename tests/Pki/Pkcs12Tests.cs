using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class Pkcs12Tests : IDisposable
{
    private const string Password = "pass wörd";

    private static readonly PbeParameters Aes = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("AES-256-CBC", "sha256", "2048")]
    [InlineData("AES-256-CBC", "sha256", "600000")]
    [InlineData("PBE-SHA1-3DES", "sha1", "2000")]
    [InlineData("AES-128-CBC", "sha512", "1")]
    public void File_ofOpenSsl_isRead(string cipher, string mac, string iterations)
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var pfx = Export(certificate, Given.Key1, "-keypbe", cipher, "-certpbe", cipher, "-macalg", mac, "-iter", iterations);
        AssertOne(pfx, certificate, Given.Key1);
    }

    [Fact]
    public void File_ofOpenSslLegacyWithRc2_isRead()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        AssertOne(Export(certificate, Given.Key1, "-legacy"), certificate, Given.Key1);
    }

    [Theory]
    [InlineData("-nomac")]
    [InlineData("-nomaciter")]
    public void File_ofOpenSslWithoutMac_isRead(string option)
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var pfx = Export(certificate, Given.Key1, option);
        AssertOne(pfx, certificate, Given.Key1);
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pkcs12.Read(pfx, "another", Pkcs12Limits.Import));
    }

    [Fact]
    public void File_withKeyAndCertificatesInClear_isRead()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        AssertOne(Export(certificate, Given.Key1, "-keypbe", "NONE", "-certpbe", "NONE"), certificate, Given.Key1);
    }

    [Fact]
    public void File_withEcKey_isRead()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.EcKey);
        AssertOne(Export(certificate, Given.EcKey), certificate, Given.EcKey);
    }

    [Fact]
    public void File_withChain_givesItNearestFirst()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var chain = _folder.Write("chain.pem", Given.Root.Certificate, Given.NewRoot("CN=Stranger").Certificate, Given.Issuing.Certificate);
        var identity = Assert.Single(Given.Ok(Pkcs12.Read(Export(certificate, Given.Key1, "-certfile", chain), Password, Pkcs12Limits.Import)));
        Assert.Equal([Given.Issuing.Certificate.Thumbprint, Given.Root.Certificate.Thumbprint], identity.Chain.Select(above => above.Thumbprint));
    }

    [Fact]
    public void File_withTwoKeysUnderOneName_givesBothRightlyPaired()
    {
        // RFC 9216's files are like this, and they are where BouncyCastle pairs the wrong ones (facts/smime.md, finding 4).
        var signing = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        var encryption = Given.IssueMail(CertificateKind.MailEncryption, Given.Key2);
        var pfx = Build(safe =>
        {
            Name(safe.AddCertificate(encryption));
            Name(safe.AddCertificate(signing));
            Name(safe.AddShroudedKey(Given.Key1, Password, Aes));
            Name(safe.AddShroudedKey(Given.Key2, Password, Aes));
        });
        var identities = Given.Ok(Pkcs12.Read(pfx, Password, Pkcs12Limits.Import));
        Assert.Equal([signing.Thumbprint, encryption.Thumbprint], identities.Select(identity => identity.Certificate.Thumbprint));
        Assert.All(identities, identity => Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key)));
        Assert.All(identities, identity => Assert.Equal("Alice", identity.FriendlyName));
    }

    [Fact]
    public void File_withOneKeyAndTwoCertificates_givesTwoIdentities()
    {
        var older = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var newer = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var pfx = Build(safe =>
        {
            safe.AddCertificate(older);
            safe.AddCertificate(newer);
            safe.AddKeyUnencrypted(Given.Key1);
        });
        var identities = Given.Ok(Pkcs12.Read(pfx, Password, Pkcs12Limits.Import));
        identities[0].Dispose();
        Assert.True(KeyPairs.Matches(identities[1].Certificate, identities[1].Key));
        Assert.Equal(2, identities.Length);
    }

    [Fact]
    public void File_withNestedSafes_isReadToTheLimit()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        Pkcs12SafeContents Nest(int depth)
        {
            var safe = new Pkcs12SafeContents();
            if (depth == 1)
            {
                safe.AddCertificate(certificate);
                safe.AddKeyUnencrypted(Given.Key1);
            }
            else
            {
                safe.AddNestedContents(Nest(depth - 1));
            }

            return safe;
        }

        byte[] File(int depth) => Build(safe => safe.AddNestedContents(Nest(depth - 1)));
        AssertOne(File(4), certificate, Given.Key1);
        Given.Fails(PkiErrorCode.PfxTooLarge, Pkcs12.Read(File(5), Password, Pkcs12Limits.Import));
    }

    [Fact]
    public void File_withWrongPassword_saysSo()
    {
        var pfx = Export(Given.IssueMail(CertificateKind.MailEncryption, Given.Key1), Given.Key1);
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pkcs12.Read(pfx, "pass word", Pkcs12Limits.Import));
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pkcs12.Read(pfx, string.Empty, Pkcs12Limits.Import));
    }

    [Fact]
    public void File_withEmptyPassword_isReadInBothItsForms()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        foreach (var password in new[] { string.Empty, null })
        {
            var safe = new Pkcs12SafeContents();
            safe.AddCertificate(certificate);
            safe.AddShroudedKey(Given.Key1, password, new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 10));
            var builder = new Pkcs12Builder();
            builder.AddSafeContentsUnencrypted(safe);
            builder.SealWithMac(password, HashAlgorithmName.SHA1, 10);
            Assert.Single(Given.Ok(Pkcs12.Read(builder.Encode(), string.Empty, Pkcs12Limits.Import)));
        }
    }

    [Fact]
    public void File_truncatedOrForeign_isMalformed()
    {
        var pfx = Export(Given.IssueMail(CertificateKind.MailEncryption, Given.Key1), Given.Key1);
        Given.Fails(PkiErrorCode.PfxMalformed, Pkcs12.Read(pfx.AsMemory(0, pfx.Length / 2), Password, Pkcs12Limits.Import));
        Given.Fails(PkiErrorCode.PfxMalformed, Pkcs12.Read("hello"u8.ToArray(), Password, Pkcs12Limits.Import));
        Given.Fails(PkiErrorCode.PfxMalformed, Pkcs12.Read(Given.Root.Certificate.RawData, Password, Pkcs12Limits.Import));
        Given.Fails(PkiErrorCode.PfxMalformed, Pkcs12.Read(Array.Empty<byte>(), Password, Pkcs12Limits.Import));
    }

    [Fact]
    public void File_withoutKey_saysSo() =>
        Given.Fails(PkiErrorCode.PfxNoKey, Pkcs12.Read(Build(safe => safe.AddCertificate(Given.Root.Certificate)), Password, Pkcs12Limits.Import));

    [Fact]
    public void File_withKeyOfAnotherCertificate_saysSo() => Given.Fails(PkiErrorCode.PfxKeyMismatch, Pkcs12.Read(
        Build(safe =>
        {
            safe.AddCertificate(Given.IssueMail(CertificateKind.MailEncryption, Given.Key1));
            safe.AddKeyUnencrypted(Given.Key1);
            safe.AddKeyUnencrypted(Given.Key2);
        }),
        Password, Pkcs12Limits.Import));

    [Fact]
    public void File_withEd25519Key_namesIt()
    {
        OpenSsl.Run("genpkey", "-algorithm", "ed25519", "-out", _folder.Path("ed.key"));
        OpenSsl.Run("req", "-x509", "-new", "-key", _folder.Path("ed.key"), "-subj", "/CN=ed", "-out", _folder.Path("ed.pem"));
        OpenSsl.Run(
            "pkcs12", "-export", "-inkey", _folder.Path("ed.key"), "-in", _folder.Path("ed.pem"), "-out", _folder.Path("ed.p12"), "-passout", $"pass:{Password}");
        Assert.Contains("Ed25519", Given.Fails(PkiErrorCode.KeyUnsupported, Pkcs12.Read(_folder.Read("ed.p12"), Password, Pkcs12Limits.Import)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void File_askingForTooManyIterations_isRefusedBeforeTheyAreMade()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var limits = Pkcs12Limits.Import with { MaxIterations = 1000 };
        Given.Fails(PkiErrorCode.PfxTooCostly, Pkcs12.Read(Export(certificate, Given.Key1, "-iter", "1001"), Password, limits));
        var shrouded = Build(safe =>
        {
            safe.AddCertificate(certificate);
            safe.AddShroudedKey(Given.Key1, Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1001));
        });
        Given.Fails(PkiErrorCode.PfxTooCostly, Pkcs12.Read(shrouded, Password, limits));
        Given.Fails(PkiErrorCode.PfxTooCostly, Pkcs12.Read(Export(certificate, Given.Key1, "-iter", "400"), Password, limits with { MaxTotalIterations = 1000 }));
    }

    [Fact]
    public void File_signedInsteadOfProtectedByAPassword_isUnsupported()
    {
        byte[] emptySafe = [0x30, 0x00];
        var signed = SignedData.Sign(emptySafe, Given.IssueMail(CertificateKind.MailSigning, Given.Key1), Given.Key1, false, []);
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            writer.WriteEncodedValue(signed);
        }

        Given.Fails(PkiErrorCode.PfxUnsupported, Pkcs12.Read(writer.Encode(), Password, Pkcs12Limits.Import));
    }

    [Fact]
    public void File_beyondTheLimits_isTooLarge()
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var pfx = Build(safe =>
        {
            safe.AddCertificate(certificate);
            safe.AddCertificate(Given.Root.Certificate);
            safe.AddKeyUnencrypted(Given.Key1);
            safe.AddKeyUnencrypted(Given.Key2);
        });
        Given.Fails(PkiErrorCode.PfxTooLarge, Pkcs12.Read(pfx, Password, Pkcs12Limits.Import with { MaxBytes = pfx.Length - 1 }));
        Given.Fails(PkiErrorCode.PfxTooLarge, Pkcs12.Read(pfx, Password, Pkcs12Limits.Import with { MaxCertificates = 1 }));
        Given.Fails(PkiErrorCode.PfxTooLarge, Pkcs12.Read(pfx, Password, Pkcs12Limits.Import with { MaxKeys = 1 }));
    }

    [Theory]
    [InlineData(Pkcs12Encryption.AppleCompatible, "pbeWithSHA1And3-KeyTripleDES-CBC", "MAC: sha1")]
    [InlineData(Pkcs12Encryption.Modern, "AES-256-CBC", "MAC: sha256")]
    public void File_written_isReadByOpenSslAndUs(Pkcs12Encryption kind, string cipher, string mac)
    {
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        var pfx = Pkcs12.Write(certificate, Given.Key1, [Given.Issuing.Certificate], Password, "Alice été", kind);
        AssertOne(pfx, certificate, Given.Key1);
        Assert.Equal("Alice été", Given.Ok(Pkcs12.Read(pfx, Password, Pkcs12Limits.Import))[0].FriendlyName);
        var file = _folder.Write("w.p12", pfx);
        var pem = OpenSsl.Run("pkcs12", "-in", file, "-passin", $"pass:{Password}", "-nodes");
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        Assert.Equal(KeyPairs.PublicKeyHash(Given.Key1), KeyPairs.PublicKeyHash(key));
        Assert.Equal(2, pem.Split("BEGIN CERTIFICATE").Length - 1);
        var info = OpenSsl.RunForErrors("pkcs12", "-in", file, "-passin", $"pass:{Password}", "-info", "-noout");
        Assert.Contains(cipher, info, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(mac, info, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void File_ofAKeyThatIsNotTheCertificates_isNotWritten() => Assert.Throws<ArgumentException>(() => Pkcs12.Write(
        Given.IssueMail(CertificateKind.MailEncryption, Given.Key1), Given.Key2, [], Password, "x", Pkcs12Encryption.Modern));

    public void Dispose() => _folder.Dispose();

    private static byte[] Build(Action<Pkcs12SafeContents> fill)
    {
        var safe = new Pkcs12SafeContents();
        fill(safe);
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(safe);
        builder.SealWithMac(Password, HashAlgorithmName.SHA256, 10);
        return builder.Encode();
    }

    private static void Name(Pkcs12SafeBag bag) => bag.Attributes.Add(
        new Pkcs9AttributeObject(Oids.FriendlyName, ScepAttributes.Text(Oids.FriendlyName, "Alice", System.Formats.Asn1.UniversalTagNumber.BMPString).RawData));

    private static void AssertOne(byte[] pfx, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var identity = Assert.Single(Given.Ok(Pkcs12.Read(pfx, Password, Pkcs12Limits.Import)));
        Assert.Equal(certificate.Thumbprint, identity.Certificate.Thumbprint);
        Assert.Equal(KeyPairs.PublicKeyHash(key), KeyPairs.PublicKeyHash(identity.Key));
        identity.Dispose();
    }

    private byte[] Export(X509Certificate2 certificate, AsymmetricAlgorithm key, params string[] options)
    {
        OpenSsl.Run(
        [
            "pkcs12", "-export", "-in", _folder.Write("e.pem", certificate), "-inkey", _folder.Write("e.key", key), "-out", _folder.Path("e.p12"),
            "-name", "Alice", "-passout", $"pass:{Password}", .. options,
        ]);
        return _folder.Read("e.p12");
    }
}
