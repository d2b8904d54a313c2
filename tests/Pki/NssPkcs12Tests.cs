using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>PKCS#12 between us and NSS, both ways.</summary>
public sealed class NssPkcs12Tests : IDisposable
{
    private const string Password = "nss-password";

    private readonly TempFolder _folder = new();
    private readonly TempFolder _work = new();

    [Theory]
    [InlineData]
    [InlineData("-c", "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC", "-C", "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC")]
    [InlineData("-c", "AES-256-CBC", "-C", "AES-128-CBC")]
    public void File_ofNss_isRead(params string[] options)
    {
        var nss = new Nss(_folder);
        nss.Make(_work, "alice");
        var file = _work.Path("alice.p12");
        nss.Export(file, Password, "alice", options);
        var identities = Given.Ok(Pkcs12.Read(File.ReadAllBytes(file), Password, Pkcs12Limits.Import));
        var identity = Assert.Single(identities);
        Assert.True(KeyPairs.Matches(identity.Certificate, identity.Key));
        Assert.Equal(["alice@example.test"], CertificateReader.Describe(identity.Certificate).EmailAddresses);
        Given.Fails(PkiErrorCode.PfxWrongPassword, Pkcs12.Read(File.ReadAllBytes(file), "another", Pkcs12Limits.Import));
    }

    [Theory]
    [InlineData(Pkcs12Encryption.AppleCompatible)]
    [InlineData(Pkcs12Encryption.Modern)]
    public void File_ofOurs_isReadByNss(Pkcs12Encryption kind)
    {
        var nss = new Nss(_folder);
        var certificate = Given.IssueMail(CertificateKind.MailEncryption, Given.Key1);
        nss.Import(_work.Write("ours.p12", Pkcs12.Write(certificate, Given.Key1, [], Password, "ours", kind)), Password);
        Assert.Contains("ours", nss.KeyIds(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _work.Dispose();
    }
}
