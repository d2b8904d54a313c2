using System.Net;
using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>SMIMEA records (RFC 8162) of a signed zone, through a resolver that validates, and of zones and resolvers that are not to be believed.</summary>
public sealed class SmimeaTests(NameServers servers) : IClassFixture<NameServers>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_is_found_in_a_signed_zone()
    {
        var answer = await FindAsync("Alice@Signed.Test");
        Assert.Empty(answer.Failures);
        Assert.Equal(NameServers.Alice["signed.test"].Thumbprint, answer.Best.Value.Certificate.Thumbprint);
        Assert.Equal(SmimeaUsage.DomainIssued, Assert.Single(answer.Associations).Usage);
    }

    [Fact]
    public async Task Domains_word_replaces_a_path_with_usage_3_and_not_with_usage_1()
    {
        var rules = TestPerson.Rules with { Trust = (_, _, _) => ValueTask.FromResult<PkiError?>(new PkiError(PkiErrorCode.RecipientUntrusted, "by nobody")) };
        Assert.True((await FindAsync("alice@signed.test", rules: rules)).Best.IsOk);
        Assert.Equal(PkiErrorCode.RecipientUntrusted, (await FindAsync("carol@signed.test", rules: rules)).Best.Error!.Code);
        Assert.True((await FindAsync("carol@signed.test")).Best.IsOk);
    }

    [Fact]
    public async Task Hash_is_held_against_what_other_directories_find()
    {
        var dns = Directory(servers.Unbound);
        var answer = await dns.FindAsync("bob@signed.test", Cancellation);
        Assert.Equal(PkiErrorCode.RecipientNotFound, answer.Best.Error!.Code);
        Assert.True(Assert.Single(answer.Associations).Matches(NameServers.Bob));

        using var folder = new TestFolder();
        using var files = new FolderDirectory(folder.Root, TestPerson.Rules);
        await File.WriteAllBytesAsync(folder["forged.cer"], TestPerson.Certificate("bob@signed.test", TestPerson.Now.AddDays(-1)).RawData, Cancellation);
        var both = new CompositeDirectory([dns, files]);
        Assert.Equal(PkiErrorCode.RecipientNotAssociated, (await both.FindAsync("bob@signed.test", Cancellation)).Best.Error!.Code);
        await File.WriteAllBytesAsync(folder["right.cer"], NameServers.Bob.RawData, Cancellation);
        Assert.Equal(NameServers.Bob.Thumbprint, (await both.FindAsync("bob@signed.test", Cancellation)).Best.Value.Certificate.Thumbprint);
    }

    [Fact]
    public async Task Authority_is_no_recipient_and_another_persons_certificate_and_no_certificate_are_refused()
    {
        var authority = await FindAsync("dave@signed.test");
        Assert.Equal(PkiErrorCode.RecipientNotFound, authority.Best.Error!.Code);
        Assert.Equal(SmimeaUsage.TrustAnchor, Assert.Single(authority.Associations).Usage);
        Assert.Equal(PkiErrorCode.CertificateMalformed, (await FindAsync("eve@signed.test")).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.RecipientAddressMismatch, (await FindAsync("frank@signed.test")).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.RecipientNotFound, (await FindAsync("nobody@signed.test")).Best.Error!.Code);
    }

    [Fact]
    public async Task Zone_that_is_not_signed_is_not_believed()
    {
        Assert.Equal(PkiErrorCode.DirectoryNotAuthenticated, (await FindAsync("alice@plain.test")).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.RecipientNotFound, (await FindAsync("nobody@plain.test")).Best.Error!.Code);
    }

    [Fact]
    public async Task Zone_whose_signatures_do_not_hold_gives_no_answer() =>
        Assert.Equal(PkiErrorCode.DirectoryRefused, (await FindAsync("alice@bogus.test")).Best.Error!.Code);

    // A resolver that does not validate, and a server that answers for its own zone (AA, not AD).
    [Fact]
    public async Task Resolver_that_does_not_validate_is_not_believed()
    {
        Assert.Equal(PkiErrorCode.DirectoryNotAuthenticated, (await FindAsync("alice@signed.test", servers.Blind)).Best.Error!.Code);
        Assert.Equal(PkiErrorCode.DirectoryNotAuthenticated, (await FindAsync("alice@signed.test", servers.Knot)).Best.Error!.Code);
    }

    [Fact]
    public async Task Resolver_that_is_not_there_is_a_failure() =>
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, (await FindAsync("alice@signed.test", new IPEndPoint(IPAddress.Loopback, Peer.FreePort()))).Best.Error!.Code);

    // RFC 7929 §3, which hashes the same way, has this for hugh@example.com.
    [Fact]
    public void Owner_name_is_that_of_the_standard() =>
        Assert.Equal("c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert.example.com", SmimeaDirectory.OwnerName("hugh", "example.com"));

    private Task<RecipientAnswer> FindAsync(string address, IPEndPoint? resolver = null, RecipientRules? rules = null) =>
        Directory(resolver ?? servers.Unbound, rules).FindAsync(address, Cancellation);

    private static SmimeaDirectory Directory(IPEndPoint resolver, RecipientRules? rules = null) => new(new SmimeaOptions { Resolver = resolver }, rules ?? TestPerson.Rules);
}
