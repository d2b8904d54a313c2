using System.Text;
using Chancery.Vault;

namespace Chancery.Connector.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class VaultKeyFileTests : IDisposable
{
    private const string Words = "correct horse battery staple";

    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly string _folder = TestFolder.Make();

    private string KeyFile => Path.Combine(_folder, "vault.key");

    [Fact]
    public void New_key_file_is_readable_by_its_owner_alone()
    {
        KeyVault.Open(KeyFile, null, Time).Value.Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Key_file_that_others_may_read_or_write_is_refused(UnixFileMode others)
    {
        KeyVault.Open(KeyFile, null, Time).Value.Dispose();
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | others);
        Assert.Equal("secretFileExposed", KeyVault.Open(KeyFile, null, Time).Error?.Code);
    }

    [Fact]
    public async Task Key_file_of_another_account_is_refused()
    {
        // Only root can give a file away; for everybody else a file of mode 0600 that can be read is one's own.
        KeyVault.Open(KeyFile, null, Time).Value.Dispose();
        var start = new System.Diagnostics.ProcessStartInfo("chown", ["65534", KeyFile]) { RedirectStandardError = true };
        using var chown = System.Diagnostics.Process.Start(start)!;
        await chown.WaitForExitAsync();
        var opened = KeyVault.Open(KeyFile, null, Time);
        Assert.Equal(chown.ExitCode == 0 ? "secretFileNotOurs" : null, opened.Error?.Code);
    }

    [Fact]
    public void Opened_again_it_is_the_same_vault()
    {
        using var first = KeyVault.Open(KeyFile, null, Time).Value;
        var record = first.SealServiceKey("test", Keys.Rsa(0));
        using var again = KeyVault.Open(KeyFile, null, Time).Value;
        Assert.Equal(first.Certificate, again.Certificate);
        Assert.True(again.OpenServiceKey("test", record).IsOk);
        Assert.Equal("sealedKeyAltered", again.OpenServiceKey("other", record).Error?.Code);
    }

    [Fact]
    public void Another_vault_opens_none_of_its_keys()
    {
        using var one = KeyVault.Open(KeyFile, null, Time).Value;
        using var other = KeyVault.Open(KeyFile + "2", null, Time).Value;
        Assert.Equal("sealedKeyForeign", other.OpenServiceKey("test", one.SealServiceKey("test", Keys.Rsa(0))).Error?.Code);
    }

    [Fact]
    public void Under_a_passphrase_it_opens_with_that_passphrase_alone()
    {
        using var words = Passphrase.From(Words);
        using var wrong = Passphrase.From("wrong");
        KeyVault.Open(KeyFile, words, Time).Value.Dispose();
        Assert.Equal("vaultPassphraseMissing", KeyVault.Open(KeyFile, null, Time).Error?.Code);
        Assert.Equal("vaultPassphraseWrong", KeyVault.Open(KeyFile, wrong, Time).Error?.Code);
        KeyVault.Open(KeyFile, words, Time).Value.Dispose();
    }

    [Fact]
    public void Passphrase_given_later_is_put_on()
    {
        KeyVault.Open(KeyFile, null, Time).Value.Dispose();
        using var words = Passphrase.From(Words);
        KeyVault.Open(KeyFile, words, Time).Value.Dispose();
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(KeyFile));
        Assert.Equal("vaultPassphraseMissing", KeyVault.Open(KeyFile, null, Time).Error?.Code);
    }

    [Fact]
    public async Task OpenSSL_reads_the_encrypted_key_and_finds_600000_iterations()
    {
        using var words = Passphrase.From(Words);
        KeyVault.Open(KeyFile, words, Time).Value.Dispose();
        var (read, _) = await OpenSsl.RunAsync(_folder, "pkey", "-in", "vault.key", "-passin", $"pass:{Words}", "-noout");
        Assert.True(read);
        var (_, structure) = await OpenSsl.RunAsync(_folder, "asn1parse", "-in", "vault.key");
        Assert.Contains(":0927C0", structure);
        Assert.Contains("aes-256-cbc", structure);
        Assert.Contains("hmacWithSHA256", structure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void Damaged_file_is_named_as_such(string content)
    {
        SecretFile.Write(KeyFile, Encoding.ASCII.GetBytes(content));
        Assert.Equal("vaultKeyFileDamaged", KeyVault.Open(KeyFile, null, Time).Error?.Code);
    }

    [Fact]
    public void Passphrase_comes_from_the_file_or_from_the_systemd_credential()
    {
        SecretFile.Write(Path.Combine(_folder, Passphrase.CredentialName), "from systemd\n"u8);
        SecretFile.Write(Path.Combine(_folder, "file"), "from the file\r\n"u8);
        Assert.Equal("from systemd", Text(Passphrase.Read(null, _folder).Value));
        Assert.Equal("from the file", Text(Passphrase.Read(Path.Combine(_folder, "file"), _folder).Value));
        Assert.Null(Passphrase.Read(null, null).Value);
    }

    [Fact]
    public void Passphrase_file_that_is_missing_empty_exposed_or_too_large_is_refused()
    {
        string Put(string name, ReadOnlySpan<byte> content)
        {
            SecretFile.Write(Path.Combine(_folder, name), content);
            return Path.Combine(_folder, name);
        }

        Assert.Equal("secretFileMissing", Passphrase.Read(Path.Combine(_folder, "no"), null).Error?.Code);
        Assert.Equal("vaultPassphraseEmpty", Passphrase.Read(Put("empty", "\n"u8), null).Error?.Code);
        Assert.Equal("secretFileTooLarge", Passphrase.Read(Put("large", new byte[5000]), null).Error?.Code);
        var exposed = Put("exposed", "words"u8);
        File.SetUnixFileMode(exposed, (UnixFileMode)0b110_100_100);
        Assert.Equal("secretFileExposed", Passphrase.Read(exposed, null).Error?.Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The passphrase tells nobody what it is; that a vault made with the expected words opens with it is how it is known.
    private static string? Text(Passphrase? passphrase)
    {
        var folder = TestFolder.Make();
        try
        {
            foreach (var words in new[] { "from systemd", "from the file" })
            {
                var file = Path.Combine(folder, words);
                using var made = Passphrase.From(words);
                KeyVault.Open(file, made, Time).Value.Dispose();
                if (KeyVault.Open(file, passphrase, Time).IsOk)
                {
                    return words;
                }
            }

            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
