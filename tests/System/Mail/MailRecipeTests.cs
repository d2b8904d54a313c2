using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chancery.System.Tests;

/// <summary>The recipes of docs/mail.md, typed as they stand there, in a shell, in a folder with such files.</summary>
public sealed class MailRecipeTests(RecipeFolder folder) : IClassFixture<RecipeFolder>
{
    // Who reads the page knows that mail explained or verified as bad is no success; and these need somebody else's server.
    private static readonly string[] Elsewhere = ["ldaps://", "--online"];

    public static TheoryData<string> English => [.. Recipes("docs/mail.md")];

    [Theory]
    [MemberData(nameof(English))]
    public void Recipe_works_as_written(string line)
    {
        var run = Shell(line);
        Assert.True(run.Exit == 0, $"{line}\n{run.Output}\n{run.Error}");
    }

    [Fact]
    public void Page_has_recipes() => Assert.InRange(Recipes("docs/mail.md").Count(), 14, 100);

    [Fact]
    public void Both_pages_show_the_same_commands() => Assert.Equal(Recipes("docs/mail.md"), Recipes("docs/mail.fr.md"));

    [Fact]
    public void Verdict_for_scripts_has_its_five_members_and_the_exit_code()
    {
        var good = Json("verify letter.eml --trust root.pem --certificates intermediates.pem --json", expectedExit: 0);
        Assert.Equal("valid", good.GetProperty("verdict").GetString());
        Assert.True(good.GetProperty("coversWholeBody").GetBoolean());
        Assert.True(good.GetProperty("fromMatchesSigner").GetBoolean());
        Assert.Equal(1, good.GetProperty("signers").GetArrayLength());
        Assert.Equal(0, good.GetProperty("reasons").GetArrayLength());

        var bare = Json("verify contract.pdf.p7s --content contract.pdf --trust root.pem --json", expectedExit: 0);
        Assert.Equal(JsonValueKind.Null, bare.GetProperty("fromMatchesSigner").ValueKind);

        var unsigned = Json("verify draft.eml --trust root.pem --json", expectedExit: 1);
        Assert.Equal(JsonValueKind.Null, unsigned.GetProperty("coversWholeBody").ValueKind);
        Assert.Equal(JsonValueKind.Null, unsigned.GetProperty("fromMatchesSigner").ValueKind);
    }

    [Theory]
    [InlineData("forged.eml", "", "invalid", "fromIsNotSigner")]
    [InlineData("forged.eml", "--crl authority.crl", "invalid", "certificateRevoked")]
    [InlineData("altered.eml", "", "invalid", "contentChanged")]
    [InlineData("footer.eml", "", "unverifiable", "unsignedFooter")]
    [InlineData("draft.eml", "", "unverifiable", "notSigned")]
    [InlineData("secret.eml", "", "unverifiable", "encrypted")]
    [InlineData("contract.eml", "", "invalid", "validWhenSigned")]
    [InlineData("contract.eml", "--at 2020-01-01", "invalid", "certificateNotYetValid")]
    [InlineData("letter.eml", "--revocation require --crl authority.crl", "unverifiable", "revocationUnknown")]
    [InlineData("contract.pdf.p7s", "", "unverifiable", "contentMissing")]
    [InlineData("contract.pdf", "", "unverifiable", "malformed")]
    public void Verdict_has_its_reason(string file, string options, string verdict, string reason)
    {
        var report = Json($"verify {file} --trust root.pem {options} --json", expectedExit: 1);
        Assert.Equal(verdict, report.GetProperty("verdict").GetString());
        Assert.Contains(report.GetProperty("reasons").EnumerateArray(), one => one.GetProperty("code").GetString() == reason);
    }

    [Fact]
    public void Without_a_trusted_root_nothing_is_valid() =>
        Assert.Equal("unverifiable", Json("verify letter.eml --json", expectedExit: 1).GetProperty("verdict").GetString());

    [Fact]
    public void Missing_list_is_fetched_where_that_is_allowed()
    {
        // A stranger's URL leads nowhere near: nothing is known then.
        var guarded = Shell("chancery mail verify letter.eml --trust root.pem --online --json");
        Assert.Contains("(fetchForbidden)", guarded.Error, StringComparison.Ordinal);
        Assert.Contains("revocationUnknown", guarded.Output, StringComparison.Ordinal);

        var good = Json("verify letter.eml --trust root.pem --online-private --json", expectedExit: 0);
        Assert.Equal("valid", good.GetProperty("verdict").GetString());
        var revoked = Json("verify forged.eml --trust root.pem --online-private --json", expectedExit: 1);
        Assert.Contains(revoked.GetProperty("reasons").EnumerateArray(), one => one.GetProperty("code").GetString() == "certificateRevoked");
    }

    [Theory]
    [InlineData("letter.eml", 0)]
    [InlineData("forged.eml", 1)]
    public void List_of_today_tells_of_yesterday(string file, int exit)
    {
        // Signed by who was revoked since, too: a compromised key may have signed at any time.
        var yesterday = DateTimeOffset.UtcNow.AddDays(-2).ToString("yyyy-MM-ddTHH:mm:ssZ", global::System.Globalization.CultureInfo.InvariantCulture);
        var report = Json($"verify {file} --trust root.pem --crl authority.crl --at {yesterday} --json", exit);
        Assert.Equal(exit == 1, report.GetProperty("reasons").EnumerateArray().Any(one => one.GetProperty("code").GetString() == "certificateRevoked"));
        Assert.DoesNotContain("revocationUnknown", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_of_lists_may_hold_what_is_none()
    {
        Assert.Equal(0, Shell("mkdir lists && cp authority.crl lists/ && echo nothing > lists/other.crl").Exit);
        var run = Shell("chancery mail verify letter.eml --trust root.pem --crl lists");
        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Contains("other.crl (crlMalformed)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_inside_encryption_is_verified_with_the_key()
    {
        var report = Json("verify secret.eml --identity alice.p12 --password-file alice.password --trust root.pem --json", expectedExit: 0);
        Assert.Equal("encryptedIntegrityUnknown", report.GetProperty("confidentiality").GetString());
    }

    [Fact]
    public void Decryption_writes_what_was_encrypted_and_goes_through_pipes()
    {
        Assert.Equal(0, Shell("chancery mail decrypt backup.p7m --identity alice.p12 --password-file alice.password --out out.pdf").Exit);
        Assert.Equal(File.ReadAllBytes(folder["contract.pdf"]), File.ReadAllBytes(folder["out.pdf"]));
        var piped = Shell("cat backup.p7m | chancery mail decrypt - --identity alice.key alice.pem | cmp - contract.pdf");
        Assert.True(piped.Exit == 0, piped.Output + piped.Error);
    }

    [Theory]
    [InlineData("openssl cms -encrypt -binary -stream -aes256 -in large -outform DER -out large.cms alice.pem", "integrity unknown")]
    [InlineData("openssl cms -encrypt -binary -stream -aes128 -in large -out large.cms alice.pem", "integrity unknown")]
    [InlineData("openssl cms -encrypt -binary -aes-256-gcm -in large -outform PEM -out large.cms alice.pem", "authenticated")]
    public void Large_file_is_decrypted_in_little_memory(string encrypt, string protection)
    {
        Assert.Equal(0, Shell($"head -c {Chancery.Cli.Terminal.Files.Largest + 1_000_001} /dev/zero > large && {encrypt}").Exit);
        var run = Shell("chancery mail decrypt large.cms --identity alice.p12 --password-file alice.password --out large.out && cmp large large.out && ! test -e large.out.part");
        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Contains(protection, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_file_for_somebody_else_leaves_nothing()
    {
        Assert.Equal(0, Shell($"head -c {Chancery.Cli.Terminal.Files.Largest + 1} /dev/zero > other && openssl cms -encrypt -binary -stream -aes256 -in other -outform DER -out other.cms bob.pem").Exit);
        var run = Shell("chancery mail decrypt other.cms --identity alice.p12 --password-file alice.password --out other.out; test $? = 1 && ! test -e other.out && ! test -e other.out.part");
        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Contains("[mailNotForKeys]", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_kept_inside_is_one_that_openssl_verifies()
    {
        Assert.Equal(0, Shell("chancery mail decrypt secret.eml --identity alice.p12 --password-file alice.password --keep-signature --out inner.eml").Exit);
        var run = Shell("openssl cms -verify -in inner.eml -CAfile root.pem -purpose any -out /dev/null");
        Assert.True(run.Exit == 0, run.Error);
    }

    [Fact]
    public void What_was_written_for_two_is_read_by_both_and_by_openssl()
    {
        var written = Shell(
            "chancery mail encrypt draft.eml --recipient bob@example.org --directory certificates --trust root.pem --sign-with alice.p12 --password-file alice.password --out two.eml");
        Assert.True(written.Exit == 1, "bob's issuer is not in the folder, so his certificate is not trusted");
        Assert.Contains("[recipientUntrusted]", written.Error, StringComparison.Ordinal);

        written = Shell("chancery mail encrypt draft.eml --recipient bob@example.org --directory certificates --sign-with alice.p12 --password-file alice.password --out two.eml");
        Assert.True(written.Exit == 0, written.Error);
        Assert.Equal(0, Shell("chancery mail decrypt two.eml --identity bob.key bob.pem --out bob.txt").Exit);
        var openssl = Shell("openssl cms -decrypt -in two.eml -inkey alice.key -recip alice.pem -out alice.txt && openssl cms -verify -in alice.txt -CAfile root.pem -purpose any -out /dev/null");
        Assert.True(openssl.Exit == 0, openssl.Error);
    }

    [Fact]
    public void Blind_recipient_has_a_message_of_his_own()
    {
        var run = Shell("chancery mail encrypt draft.eml --recipient alice.pem --bcc bob.pem --out open.eml");
        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal(1, Shell("chancery mail decrypt open.eml --identity bob.key bob.pem").Exit);
        Assert.Equal(0, Shell("chancery mail decrypt open.bcc-1.eml --identity bob.key bob.pem").Exit);
        Assert.Equal(1, Shell("chancery mail decrypt open.bcc-1.eml --identity alice.key alice.pem").Exit);
    }

    [Theory]
    [InlineData("chancery mail sign draft.eml --identity root.pem --out x.eml", "pfxNoKey", 1)]
    [InlineData("chancery mail encrypt draft.eml --recipient bob@example.org --out x.eml", "mailDirectoryMissing", 1)]
    [InlineData("chancery mail encrypt draft.eml --recipient alice.pem --bcc bob.pem", "mailBlindCopyNeedsFile", 1)]
    [InlineData("chancery mail encrypt draft.eml --recipient carol@example.org --directory certificates --out x.eml", "recipientNotFound", 1)]
    [InlineData("chancery mail encrypt draft.eml --recipient bob@example.org --directory no-such-folder --out x.eml", "directoryUrlInvalid", 1)]
    [InlineData("chancery mail decrypt from-2009.eml --identity keys-of-alice --password-file alice.password", "cmsAlgorithmLegacy", 1)]
    [InlineData("chancery mail decrypt secret.eml --identity bob.key bob.pem", "mailNotForKeys", 1)]
    [InlineData("chancery mail decrypt letter.eml --identity alice.key alice.pem", "mailNotEncrypted", 1)]
    [InlineData("chancery mail decrypt secret.eml --identity alice.p12 --password-file note.txt", "pfxWrongPassword", 1)]
    [InlineData("chancery mail verify letter.eml --trust root.pem --crl note.txt", "crlMalformed", 1)]
    [InlineData("chancery mail verify letter.eml --trust root.pem --crl root.pem", "crlMalformed", 1)]
    [InlineData("chancery mail verify letter.eml --trust root.pem --at yesterday", "usage", 2)]
    [InlineData("chancery mail sign note.txt --from alice@example.org --identity alice.p12", "usage", 2)]
    public void Failure_has_its_code(string line, string code, int exit)
    {
        var run = Shell(line);
        Assert.Contains($"[{code}]", run.Error, StringComparison.Ordinal);
        Assert.Equal(exit, run.Exit);
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        foreach (var code in Enum.GetValues<Chancery.Mail.MailReasonCode>())
        {
            var text = Chancery.Cli.Words.ReasonWords.Of(code);
            Assert.NotEqual(text.Meaning.English, text.Meaning.French);
            Assert.True(text.Remedy is null || text.Remedy.English != text.Remedy.French);
            Assert.DoesNotMatch("[^\u00A0\u202F][:;!?»](?![/0-9A-Za-z{])", text.Meaning.French + text.Remedy?.French);
        }
    }

    private JsonElement Json(string command, int expectedExit)
    {
        var run = Shell($"chancery mail {command}");
        Assert.True(run.Exit == expectedExit, $"{run.Exit}: {run.Output}{run.Error}");
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private ToolRun Shell(string line) => Tool.Run(
        "bash", "-c", $"set -o pipefail; export XDG_CONFIG_HOME='{folder["config"]}'; cd '{folder.Folder}'; chancery() {{ dotnet '{typeof(Chancery.Cli.CommandLine).Assembly.Location}' \"$@\"; }}; {line}");

    private static IEnumerable<string> Recipes(string file) => Regex.Matches(File.ReadAllText(Path.Combine(DocumentTests.Root, file)), "```\n(.*?)```", RegexOptions.Singleline)
        .SelectMany(match => match.Groups[1].Value.Split('\n'))
        .Where(line => line.Contains("chancery ", StringComparison.Ordinal) && !Elsewhere.Any(word => line.Contains(word, StringComparison.Ordinal)));
}
