using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>Directories named by texts.</summary>
public sealed class ParseTests
{
    [Theory]
    [InlineData("ldaps://ldap.example.org/dc=example,dc=org", "ldaps://ldap.example.org")]
    [InlineData("LDAPS://ldap.example.org:3269", "ldaps://ldap.example.org:3269")]
    [InlineData("ldap://[::1]:1389/o=Caf%C3%A9", "ldap://[::1]:1389")]
    [InlineData("https://pki.example.org", "https://pki.example.org/certificates/search.cgi")]
    [InlineData("https://pki.example.org:8443/find?x=1", "https://pki.example.org:8443/find")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/certificates/search.cgi")]
    [InlineData("smimea:", "smimea:")]
    [InlineData("smimea://127.0.0.1", "smimea://127.0.0.1:53")]
    [InlineData("smimea://[::1]:5353", "smimea://[::1]:5353")]
    [InlineData("smimea://192.0.2.53?trusted", "smimea://192.0.2.53:53")]
    public void Text_names_a_directory(string text, string source)
    {
        var parsed = RecipientDirectories.Parse([text]);
        Assert.Equal(source, Assert.IsType<CheckedDirectory>(parsed.Value, exactMatch: false).Source);
    }

    [Fact]
    public void Folder_and_several_places_are_taken()
    {
        using var folder = new TestFolder();
        Assert.IsType<FolderDirectory>(RecipientDirectories.Parse([folder.Root]).Value);
        Assert.IsType<CompositeDirectory>(RecipientDirectories.Parse([folder.Root, "smimea:"]).Value);
        Assert.IsType<LdapDirectory>(RecipientDirectories.Parse(
            ["ldaps://ldap.example.org/dc=example????bindname=cn=reader%2Cdc=example"], new DirectoryTextOptions { PasswordFile = "p" }).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/no/such/folder")]
    [InlineData("ftp://example.org/")]
    [InlineData("ldaps://")]
    [InlineData("ldaps://user@ldap.example.org")]
    [InlineData("ldaps://ldap.example.org/dc=example?mail")]
    [InlineData("ldaps://ldap.example.org/dc=example??one")]
    [InlineData("ldaps://ldap.example.org/dc=example???(mail=*)")]
    [InlineData("ldaps://ldap.example.org/dc=example????x-other=1")]
    [InlineData("ldaps://ldap.example.org/????bindname=cn=reader")]
    [InlineData("https://")]
    [InlineData("http://pki.example.org/")]
    [InlineData("smimea://resolver.example.org")]
    [InlineData("smimea://127.0.0.1?believed")]
    public void Text_that_names_none_is_refused(string text) =>
        Assert.Equal(PkiErrorCode.DirectoryUrlInvalid, RecipientDirectories.Parse([text]).Error!.Code);

    [Fact]
    public void Nothing_named_is_refused() => Assert.Equal(PkiErrorCode.DirectoryUrlInvalid, RecipientDirectories.Parse([]).Error!.Code);
}
