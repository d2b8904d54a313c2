using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>Look-ups in a real OpenLDAP server.</summary>
public sealed class LdapTests(Slapd slapd) : IClassFixture<Slapd>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_is_found_over_TLS()
    {
        var answer = await Directory().FindAsync("Alice@Example.org", Cancellation);
        Assert.Empty(answer.Failures);
        Assert.Equal(Slapd.Alice.Thumbprint, answer.Best.Value.Certificate.Thumbprint);
        Assert.Equal($"ldaps://localhost:{slapd.TlsPort}", answer.Best.Value.Source);
    }

    [Fact]
    public async Task Certificate_is_found_over_StartTLS() =>
        Assert.True((await Directory(Clear() with { Security = LdapSecurity.StartTls }).FindAsync("alice@example.org", Cancellation)).Best.IsOk);

    [Fact]
    public async Task Certificate_is_found_in_the_clear_where_that_is_asked_for() =>
        Assert.True((await Directory(Clear()).FindAsync("alice@example.org", Cancellation)).Best.IsOk);

    [Fact]
    public async Task Signed_value_tells_what_its_person_reads_and_the_newest_certificate_comes_first()
    {
        var answer = await Directory().FindAsync("bob@example.org", Cancellation);
        Assert.Equal([Slapd.Bob.Thumbprint, Slapd.BobBefore.Thumbprint], answer.Usable.Select(found => found.Certificate.Thumbprint));
        Assert.Equal(SmimeValues.Capabilities, answer.Usable[0].Capabilities!.Value.ToArray());
        Assert.Null(answer.Usable[1].Capabilities);
    }

    [Fact]
    public async Task Person_is_found_by_any_address_that_the_certificate_names_too()
    {
        var answer = await Directory().FindAsync("alice@alias.example.org", Cancellation);
        Assert.Equal(PkiErrorCode.RecipientAddressMismatch, answer.Best.Error!.Code);
        Assert.Equal(Slapd.Alice.Thumbprint, Assert.Single(answer.Refused).Certificate!.Thumbprint);
    }

    [Fact]
    public async Task Server_without_a_base_is_asked_for_its_own() =>
        Assert.True((await Directory(Tls() with { BaseName = "" }).FindAsync("alice@example.org", Cancellation)).Best.IsOk);

    [Fact]
    public async Task Password_opens_what_is_not_for_everybody()
    {
        Assert.Equal(PkiErrorCode.RecipientNotFound, (await Directory().FindAsync("carol@example.org", Cancellation)).Best.Error!.Code);
        var reader = Tls() with { BindName = $"cn=reader,{Slapd.BaseName}", PasswordFile = slapd.PasswordFile };
        Assert.True((await Directory(reader).FindAsync("carol@example.org", Cancellation)).Best.IsOk);
    }

    [Fact]
    public async Task Wrong_password_an_empty_one_and_one_in_the_clear_are_refused()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["wrong"], "battery staple", Cancellation);
        await File.WriteAllTextAsync(folder["empty"], "\n", Cancellation);
        var reader = Tls() with { BindName = $"cn=reader,{Slapd.BaseName}" };
        Assert.Equal(PkiErrorCode.DirectoryRefused, await FailureAsync(reader with { PasswordFile = folder["wrong"] }));
        Assert.Equal(PkiErrorCode.DirectoryRefused, await FailureAsync(reader with { PasswordFile = folder["empty"] }));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(reader with { PasswordFile = folder["gone"] }));
        Assert.Equal(PkiErrorCode.DirectoryRefused, await FailureAsync(Clear() with { BindName = reader.BindName, PasswordFile = slapd.PasswordFile }));
    }

    [Fact]
    public async Task Server_that_is_not_vouched_for_is_not_asked()
    {
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(Tls() with { Authorities = [] }));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(Tls() with { Authorities = [Slapd.MakeServer("localhost")] }));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(Tls() with { Host = "127.0.0.1" }));
    }

    [Fact]
    public async Task Server_and_base_that_are_not_there_are_failures()
    {
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(Tls() with { Port = Peer.FreePort() }));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, await FailureAsync(Tls() with { Host = "nowhere.invalid" }));
        Assert.Equal(PkiErrorCode.DirectoryRefused, await FailureAsync(Tls() with { BaseName = "dc=elsewhere" }));
    }

    [Fact]
    public async Task Another_persons_certificate_and_no_certificate_are_refused_with_their_reasons()
    {
        Assert.Equal(PkiErrorCode.RecipientAddressMismatch, (await Directory().FindAsync("dave@example.org", Cancellation)).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.CertificateMalformed, (await Directory().FindAsync("eve@example.org", Cancellation)).Best.Error!.Code);
    }

    [Fact]
    public async Task Of_many_certificates_only_so_many_are_looked_at()
    {
        var answer = await Directory().FindAsync("frank@example.org", Cancellation);
        Assert.Equal(RecipientRules.MaxCertificates, answer.Usable.Length);
        Assert.Equal(PkiErrorCode.CertificateTooLarge, Assert.Single(answer.Refused).Reason.Code);
        Assert.Equal(PkiErrorCode.DirectoryAnswerTooLarge, (await Directory(Tls() with { MaxBytes = 4096 }).FindAsync("frank@example.org", Cancellation)).Best.Error!.Code);
    }

    // RFC 4515's syntax, RFC 4514's and wildcards: in an address they are letters.
    [Theory]
    [InlineData("*@example.org")]
    [InlineData("a*@example.org")]
    [InlineData("alice@example.org)(uid=*")]
    [InlineData("*)(mail=alice@example.org")]
    [InlineData("x\\2a@example.org")]
    [InlineData("x}|(mail=*@example.org")]
    [InlineData("alice\0@example.org")]
    public async Task Address_is_never_taken_for_a_filter(string address)
    {
        var answer = await Directory().FindAsync(address, Cancellation);
        Assert.Empty(answer.Usable);
        Assert.Empty(answer.Refused);
    }

    private LdapOptions Tls() => new() { Host = "localhost", Port = slapd.TlsPort, BaseName = Slapd.BaseName, Authorities = [slapd.Authority] };

    private LdapOptions Clear() => Tls() with { Port = slapd.Port, Security = LdapSecurity.None };

    private LdapDirectory Directory(LdapOptions? options = null) => new(options ?? Tls(), TestPerson.Rules);

    private async Task<PkiErrorCode> FailureAsync(LdapOptions options) =>
        Assert.Single((await Directory(options).FindAsync("alice@example.org", Cancellation)).Failures).Error.Code;
}
