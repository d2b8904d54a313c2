using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>A folder of certificates, and the checks that every directory's certificates go through.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FolderDirectory _directory;

    public FolderTests() => _directory = new FolderDirectory(_folder.Root, TestPerson.Rules);

    public void Dispose()
    {
        _directory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_kind_of_file_is_read()
    {
        var certificates = Enumerable.Range(0, 5).Select(number => TestPerson.Certificate("alice@example.org", TestPerson.Now.AddDays(-number - 1))).ToList();
        var base64 = Convert.ToBase64String(certificates[4].RawData);
        await File.WriteAllBytesAsync(_folder["a.cer"], certificates[0].RawData);
        await File.WriteAllTextAsync(_folder["b.PEM"], certificates[1].ExportCertificatePem());
        await File.WriteAllBytesAsync(_folder["c.p7b"], SignedData.CertificatesOnly([certificates[2]]));
        await File.WriteAllTextAsync(_folder["d.vcf"], $"BEGIN:VCARD\r\nVERSION:4.0\r\nKEY:data:application/pkix-cert;base64,{Convert.ToBase64String(certificates[3].RawData)}\r\nEND:VCARD\r\n");
        await File.WriteAllTextAsync(_folder["e.vcf"], $"BEGIN:VCARD\nVERSION:3.0\nitem1.KEY;TYPE=X509;ENCODING=b:{base64[..60]}\n {base64[60..]}\nEND:VCARD\n");
        await File.WriteAllTextAsync(_folder["f.txt"], "not looked at");
        await File.WriteAllTextAsync(_folder["g.pem"], "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var answer = await _directory.FindAsync("alice@example.org", TestContext.Current.CancellationToken);
        Assert.Equal(certificates.Select(certificate => certificate.Thumbprint), answer.Usable.Select(found => found.Certificate.Thumbprint));
        Assert.Empty(answer.Failures);
        Assert.Empty(answer.Refused);
    }

    [Fact]
    public async Task File_that_comes_later_is_found()
    {
        Assert.Equal(PkiErrorCode.RecipientNotFound, (await _directory.FindAsync("bob@example.org", TestContext.Current.CancellationToken)).Best.Error!.Code);
        await File.WriteAllBytesAsync(_folder["bob.cer"], TestPerson.Certificate("bob@example.org").RawData, TestContext.Current.CancellationToken);
        Assert.True((await _directory.FindAsync("bob@example.org", TestContext.Current.CancellationToken)).Best.IsOk);
    }

    [Fact]
    public async Task Folder_that_is_not_there_is_a_failure_and_no_empty_answer()
    {
        using var gone = new FolderDirectory(_folder["gone"], TestPerson.Rules);
        var answer = await gone.FindAsync("bob@example.org", TestContext.Current.CancellationToken);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, Assert.Single(answer.Failures).Error.Code);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, answer.Best.Error!.Code);
    }

    [Fact]
    public async Task Folder_of_too_many_files_is_not_read()
    {
        await File.WriteAllBytesAsync(_folder["a.cer"], TestPerson.Certificate("alice@example.org").RawData, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder["b.cer"], TestPerson.Certificate("bob@example.org").RawData, TestContext.Current.CancellationToken);
        using var narrow = new FolderDirectory(_folder.Root, TestPerson.Rules) { MaxFiles = 1 };
        Assert.Equal(PkiErrorCode.DirectoryAnswerTooLarge, (await narrow.FindAsync("bob@example.org", TestContext.Current.CancellationToken)).Best.Error!.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("@example.org")]
    [InlineData("alice@")]
    [InlineData("alice@example.org.")]
    [InlineData("alice@exa mple.org")]
    [InlineData("a*)(uid=*@example.org")]
    [InlineData("alice@example.org\r\nx")]
    [InlineData("\"a b\"@example.org")]
    public async Task What_is_no_address_is_refused(string address)
    {
        var answer = await _directory.FindAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(PkiErrorCode.RecipientAddressInvalid, Assert.Single(answer.Failures).Error.Code);
    }

    [Theory]
    [InlineData("alice@example.org", "Alice@EXAMPLE.org", true)]
    [InlineData("jörg@münchen.example", "JÖRG@xn--mnchen-3ya.example", true)]
    [InlineData("alice@example.org", "alice@example.com", false)]
    [InlineData("alice@example.org", "alice+news@example.org", false)]
    public void Addresses_are_compared_without_regard_to_case_and_spelling_of_the_domain(string one, string other, bool same) =>
        Assert.Equal(same, MailAddress.TryParse(one)!.Is(other));

    [Fact]
    public async Task Certificates_that_may_not_be_used_are_told_with_their_reason()
    {
        var now = TestPerson.Now;
        using var small = RSA.Create(1024);
        Assert.Equal(PkiErrorCode.RecipientExpired, await RefusalAsync(TestPerson.Certificate("bob@example.org", now.AddYears(-2), now.AddSeconds(-1))));
        Assert.Equal(PkiErrorCode.RecipientNotYetValid, await RefusalAsync(TestPerson.Certificate("bob@example.org", now.AddSeconds(1))));
        Assert.Equal(PkiErrorCode.RecipientNotForEncryption, await RefusalAsync(TestPerson.Certificate("bob@example.org", usage: X509KeyUsageFlags.DigitalSignature)));
        Assert.Equal(PkiErrorCode.RecipientUnsuitable, await RefusalAsync(TestPerson.Certificate("bob@example.org", key: small)));
        Assert.Equal(PkiErrorCode.RecipientUnsuitable, await RefusalAsync(TestPerson.Certificate("bob@example.org", usage: X509KeyUsageFlags.KeyAgreement)));
        Assert.Equal(PkiErrorCode.RecipientUnsuitable, await RefusalAsync(TestPerson.OnCurve("bob@example.org", ECCurve.CreateFromFriendlyName("secp256k1"))));
        Assert.Null(await RefusalAsync(TestPerson.OnCurve("bob@example.org", ECCurve.NamedCurves.nistP384)));
        Assert.Null(await RefusalAsync(TestPerson.Certificate("bob@example.org", now.AddYears(-2), now)));
    }

    [Fact]
    public async Task International_mailbox_is_found_under_its_address()
    {
        await File.WriteAllBytesAsync(_folder["j.cer"], TestPerson.International("jörg@xn--mnchen-3ya.example").RawData, TestContext.Current.CancellationToken);
        Assert.True((await _directory.FindAsync("Jörg@münchen.example", TestContext.Current.CancellationToken)).Best.IsOk);
    }

    [Fact]
    public async Task Certificate_of_another_address_is_refused()
    {
        var check = new RecipientCheck(TestPerson.Rules, MailAddress.TryParse("alice@example.org")!, "test");
        var answer = await check.AnswerAsync("alice@example.org", [new Candidate(TestPerson.Certificate("bob@example.org").RawData)], TestContext.Current.CancellationToken);
        Assert.Equal(PkiErrorCode.RecipientAddressMismatch, Assert.Single(answer.Refused).Reason.Code);
        Assert.Equal(PkiErrorCode.RecipientAddressMismatch, answer.Best.Error!.Code);
    }

    private async Task<PkiErrorCode?> RefusalAsync(X509Certificate2 certificate)
    {
        await File.WriteAllBytesAsync(_folder["bob.cer"], certificate.RawData, TestContext.Current.CancellationToken);
        var answer = await _directory.FindAsync("bob@example.org", TestContext.Current.CancellationToken);
        Assert.Equal(1, answer.Usable.Length + answer.Refused.Length);
        return answer.Refused.Select(refused => (PkiErrorCode?)refused.Reason.Code).SingleOrDefault();
    }
}
