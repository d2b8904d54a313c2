using Chancery.Cli.Connection;
using Chancery.Cli.Terminal;
using Chancery.Client;

namespace Chancery.System.Tests;

public sealed class ConsoleTests
{
    [Theory]
    [InlineData(null, null, null, Language.English)]
    [InlineData(null, null, "fr_FR.UTF-8", Language.French)]
    [InlineData("en_GB.UTF-8", null, "fr_FR.UTF-8", Language.English)]
    [InlineData("", "fr_CA", "en_US", Language.French)]
    [InlineData(null, null, "C", Language.English)]
    internal void Language_follows_posix(string? all, string? messages, string? lang, Language expected) => Assert.Equal(
        expected, CliContext.LanguageOf(name => name switch { "LC_ALL" => all, "LC_MESSAGES" => messages, _ => lang }));

    [Fact]
    public void Connection_is_kept_for_its_owner_alone_and_holds_no_token()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("chancery-store-").FullName, "chancery");
        var store = new ConnectionStore(folder);
        var connection = new ChanceryConnection { Server = new Uri("https://chancery.example.test"), TokenFile = "/somewhere/token", VaultCertificate = "00" };

        store.Save(connection);
        store.Save(connection);

        Assert.Equal(connection, store.Load());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(store.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Single(Directory.GetFiles(folder));
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public void Connection_that_cannot_be_read_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-store-").FullName;
        File.WriteAllText(Path.Combine(folder, "connection.json"), "{not json");

        Assert.Null(new ConnectionStore(folder).Load());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Unknown_code_from_a_newer_server_is_shown_with_its_words()
    {
        using var error = new StringWriter();
        var context = new CliContext { Out = TextWriter.Null, Error = error, Language = Language.French, IsFancy = false, ConfigFolder = "" };

        Assert.Equal(1, context.Fail(new ApiError("somethingNew", "Something new happened.")));
        Assert.StartsWith("erreur\u00a0: something new happened [somethingNew]", error.ToString());
    }

    [Fact]
    public void Import_shows_no_secret_in_a_log() => Assert.DoesNotContain(
        "hunter2", new PfxImport([], "hunter2", new ClientUser { UserPrincipalName = "a@example.test" }, "smimeSigning", []).ToString());
}
