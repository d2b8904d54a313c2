using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Keys with certificates, as openssl and others leave them in files.</summary>
public sealed class IdentityReaderTests : IDisposable
{
    private const string Password = "geheim";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string[]> Forms => new()
    {
        { "RSA-2048", ["rsa", "-traditional"] }, { "RSA-2048", ["pkey"] }, { "P-256", ["ec"] }, { "P-384", ["pkey"] }, { "P-521", ["ec"] }, { "Ed25519", ["pkey"] },
        { "RSA-2048", ["pkcs8", "-topk8", "-passout", "pass:" + Password] },
        { "P-256", ["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512", "-passout", "pass:" + Password] },
        { "RSA-2048", ["pkcs8", "-topk8", "-v2", "des3", "-iter", "1000", "-passout", "pass:" + Password] },
        { "Ed25519", ["pkcs8", "-topk8", "-passout", "pass:" + Password] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Pem_ofOpenSsl_isRead(string key, string[] command)
    {
        var identity = Signers.Of(key);
        OpenSsl.Run([.. command, "-in", _folder.Write("in.key", identity.Key), "-out", _folder.Path("out.key")]);
        var text = File.ReadAllText(_folder.Path("out.key"));
        foreach (var pem in new[] { text + identity.Certificate.ExportCertificatePem(), identity.Certificate.ExportCertificatePem() + "\nbag attributes\n" + text })
        {
            IsOf(identity, IdentityReader.Read(Encoding.ASCII.GetBytes(pem), Password));
        }
    }

    [Theory]
    [InlineData("RSA-2048")]
    [InlineData("P-521")]
    [InlineData("Ed25519")]
    public void Pkcs12_ofOpenSsl_isRead(string key)
    {
        var identity = Signers.Of(key);
        IsOf(identity, IdentityReader.Read(Pfx(identity, "-passout", "pass:" + Password), Password));
        Given.Fails(PkiErrorCode.PfxWrongPassword, IdentityReader.Read(Pfx(identity, "-passout", "pass:" + Password), null));
    }

    [Fact]
    public void Pkcs12_written_withEd25519_isReadByOpenSslAndHere()
    {
        var identity = Signers.Of("Ed25519");
        var pfx = Pkcs12.Write(identity.Certificate, identity.Key, [Signers.Root], Password, "Carlos", Pkcs12Encryption.Modern);
        OpenSsl.Run("pkcs12", "-in", _folder.Write("w.p12", pfx), "-nodes", "-passin", "pass:" + Password, "-out", _folder.Path("w.pem"));
        IsOf(identity, IdentityReader.Read(pfx, Password));
        IsOf(identity, Pem(PemEncoding.WriteString("PKCS12", pfx), Password));
        IsOf(identity, IdentityReader.Read(_folder.Read("w.pem"), null));
    }

    [Fact]
    public void Pem_withSeveralIdentities_pairsThemByTheKey()
    {
        var (first, second) = (Signers.Of("RSA-2048"), Signers.Of("Ed25519"));
        var pem = string.Join(
            '\n', second.Certificate.ExportCertificatePem(), first.Key.ExportPkcs8PrivateKeyPem(), Signers.Root.ExportCertificatePem(), second.Key.ExportPkcs8PrivateKeyPem(),
            first.Certificate.ExportCertificatePem());
        var read = Given.Ok(IdentityReader.Read(Encoding.ASCII.GetBytes(pem), null));
        Assert.Equal(2, read.Length);
        Assert.All(read, identity => Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key)));
        Assert.All(read, identity => Assert.Equal(Signers.Root.Thumbprint, Assert.Single(identity.Chain).Thumbprint));
    }

    [Fact]
    public void X25519_key_isReadWithItsCertificate()
    {
        using var key = X25519.Create();
        var certificate = Signers.Issue("Dana", key);
        var pem = certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
        var identity = Assert.Single(Given.Ok(IdentityReader.Read(Encoding.ASCII.GetBytes(pem), null)));
        Assert.IsType<X25519>(identity.Key);
    }

    [Fact]
    public void File_withoutWhatItNeeds_saysSo()
    {
        var identity = Signers.Of("RSA-2048");
        var certificate = identity.Certificate.ExportCertificatePem();
        var key = identity.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        Given.Fails(PkiErrorCode.PfxNoKey, Pem(certificate));
        Given.Fails(PkiErrorCode.PfxKeyMismatch, Pem(identity.Key.ExportPkcs8PrivateKeyPem()));
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pem($"{key}\n{certificate}", "another"));
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pem($"{key}\n{certificate}", null));
        Given.Fails(PkiErrorCode.PfxMalformed, Pem("hello"));
        Given.Fails(PkiErrorCode.KeyMalformed, Pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
        Given.Fails(PkiErrorCode.PfxTooLarge, IdentityReader.Read(new byte[Pkcs12Limits.Personal.MaxBytes + 1], null));
    }

    [Fact]
    public void Pem_encryptedTheOldWay_isUnsupportedAndNamesTheWayOut()
    {
        OpenSsl.Run("rsa", "-traditional", "-aes128", "-passout", "pass:" + Password, "-in", _folder.Write("in.key", Given.Key1), "-out", _folder.Path("old.key"));
        var refused = Given.Fails(PkiErrorCode.PfxUnsupported, IdentityReader.Read(_folder.Read("old.key"), Password));
        Assert.Contains("openssl pkcs8 -topk8", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_askingForEndlessIterations_isRefusedAtOnce()
    {
        var watch = ThreadClock.StartNew();
        Given.Fails(PkiErrorCode.PfxTooCostly, Pem(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", Encrypted(iterations: 1_000_000_000)), Password));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 500);
    }

    [Fact]
    public void Curve_speltOut_isRefusedByCode()
    {
        OpenSsl.Run("ecparam", "-name", "prime256v1", "-param_enc", "explicit", "-genkey", "-noout", "-out", _folder.Path("sec1.key"));
        OpenSsl.Run("pkcs8", "-topk8", "-nocrypt", "-in", _folder.Path("sec1.key"), "-out", _folder.Path("pkcs8.key"));
        OpenSsl.Run("req", "-x509", "-new", "-key", _folder.Path("sec1.key"), "-subj", "/CN=x", "-out", _folder.Path("x.pem"));
        Given.Fails(PkiErrorCode.KeyUnsupported, IdentityReader.Read(_folder.Read("sec1.key"), null));
        Given.Fails(PkiErrorCode.KeyUnsupported, IdentityReader.Read(_folder.Read("pkcs8.key"), null));
        Given.Fails(PkiErrorCode.CertificateMalformed, CertificateReader.Read(_folder.Read("x.pem")));
    }

    public void Dispose() => _folder.Dispose();

    private static PkiResult<System.Collections.Immutable.ImmutableArray<Pkcs12Identity>> Pem(string text, string? password = null) =>
        IdentityReader.Read(Encoding.ASCII.GetBytes(text), password);

    private static void IsOf(Signers.Identity expected, PkiResult<System.Collections.Immutable.ImmutableArray<Pkcs12Identity>> read)
    {
        var identity = Assert.Single(Given.Ok(read));
        Assert.Equal(expected.Certificate.Thumbprint, identity.Certificate.Thumbprint);
        Assert.Equal(expected.Key.ExportPkcs8PrivateKey(), identity.Key.ExportPkcs8PrivateKey());
    }

    // RFC 8018 §A.4: PBES2 with PBKDF2 and AES-256-CBC.
    private static byte[] Encrypted(int iterations)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Pbes2);
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Oids.Pbkdf2);
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(new byte[16]);
                            writer.WriteInteger(iterations);
                        }
                    }

                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Oids.Aes256Cbc);
                        writer.WriteOctetString(new byte[16]);
                    }
                }
            }

            writer.WriteOctetString(new byte[64]);
        }

        return writer.Encode();
    }

    private byte[] Pfx(Signers.Identity identity, params string[] options)
    {
        OpenSsl.Run(
        [
            "pkcs12", "-export", "-inkey", _folder.Write("p.key", identity.Key), "-in", _folder.Write("p.pem", identity.Certificate), "-out", _folder.Path("p.p12"), .. options,
        ]);
        return _folder.Read("p.p12");
    }
}
