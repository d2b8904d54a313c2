using System.Security.Cryptography;
using Chancery.Pki;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Directories.Tests;

/// <summary>Directories made of directories.</summary>
public sealed class CombiningTests
{
    private const string Address = "alice@example.org";

    private static readonly RecipientAnswer Found = new(Address) { Usable = [new FoundCertificate(TestPerson.Certificate(Address), null, "one")] };
    private static readonly RecipientAnswer Other = new(Address) { Usable = [new FoundCertificate(TestPerson.Certificate(Address), null, "two")] };
    private static readonly RecipientAnswer None = new(Address);
    private static readonly RecipientAnswer Failed = new(Address) { Failures = [new DirectoryFailure("down", new PkiError(PkiErrorCode.DirectoryUnreachable, ""))] };

    private readonly FakeTimeProvider _time = new(TestPerson.Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_directory_with_a_certificate_answers_and_those_after_it_are_not_asked()
    {
        var (empty, first, second) = (new Fixed(Failed), new Fixed(Found), new Fixed(Other));
        var answer = await new CompositeDirectory([empty, first, second]).FindAsync(Address, Cancellation);
        Assert.Equal("one", answer.Best.Value.Source);
        Assert.Equal("down", Assert.Single(answer.Failures).Source);
        Assert.Equal((1, 1, 0), (empty.Asked, first.Asked, second.Asked));
    }

    [Fact]
    public async Task Domain_that_names_its_certificates_rules_out_others()
    {
        var named = Other.Best.Value.Certificate;
        var hash = new SmimeaAssociation(SmimeaUsage.DomainIssued, 1, 2, [.. SHA512.HashData(named.PublicKey.ExportSubjectPublicKeyInfo())]);
        var domain = new Fixed(None with { Associations = [hash] });

        // The tests' people share a key: by the hash of the whole certificate they are two.
        var exact = hash with { Selector = 0, MatchingType = 1, Data = [.. SHA256.HashData(named.RawData)] };
        var strict = new Fixed(None with { Associations = [exact] });

        Assert.True((await new CompositeDirectory([domain, new Fixed(Found)]).FindAsync(Address, Cancellation)).Best.IsOk);
        var answer = await new CompositeDirectory([strict, new Fixed(Found), new Fixed(Other)]).FindAsync(Address, Cancellation);
        Assert.Equal("two", answer.Best.Value.Source);
        Assert.Equal(PkiErrorCode.RecipientNotAssociated, Assert.Single(answer.Refused).Reason.Code);
    }

    [Fact]
    public async Task Answers_are_kept_for_their_time()
    {
        var inner = new Fixed(Found);
        var cache = new CachingDirectory(inner, new CacheLimits { Found = TimeSpan.FromHours(1) }, _time);
        await cache.FindAsync(Address, Cancellation);
        Assert.Equal("ALICE@example.org", (await cache.FindAsync("ALICE@example.org", Cancellation)).Address);
        _time.Advance(TimeSpan.FromMinutes(59));
        await cache.FindAsync(Address, Cancellation);
        Assert.Equal(1, inner.Asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        await cache.FindAsync(Address, Cancellation);
        Assert.Equal(2, inner.Asked);
        cache.Clear();
        await cache.FindAsync(Address, Cancellation);
        Assert.Equal(3, inner.Asked);
    }

    [Fact]
    public async Task Absence_is_kept_shorter_and_a_failure_shortest()
    {
        var (none, failed) = (new Fixed(None), new Fixed(Failed));
        var (first, second) = (new CachingDirectory(none, null, _time), new CachingDirectory(failed, null, _time));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await first.FindAsync(Address, Cancellation);
            await second.FindAsync(Address, Cancellation);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((1, 3), (none.Asked, failed.Asked));
        _time.Advance(TimeSpan.FromMinutes(3));
        await first.FindAsync(Address, Cancellation);
        Assert.Equal(2, none.Asked);
    }

    [Fact]
    public async Task Answer_is_not_kept_beyond_its_certificate()
    {
        var inner = new Fixed(new RecipientAnswer(Address)
        {
            Usable = [new FoundCertificate(TestPerson.Certificate(Address, notAfter: TestPerson.Now.AddMinutes(10)), null, "short")],
        });
        var cache = new CachingDirectory(inner, null, _time);
        await cache.FindAsync(Address, Cancellation);
        _time.Advance(TimeSpan.FromMinutes(10));
        await cache.FindAsync(Address, Cancellation);
        Assert.Equal(2, inner.Asked);
    }

    [Fact]
    public async Task Only_so_many_answers_are_kept_and_the_longest_unused_go()
    {
        var inner = new Fixed(Found);
        var cache = new CachingDirectory(inner, new CacheLimits { MaxEntries = 2 }, _time);
        foreach (var address in new[] { "a@x.org", "b@x.org", "a@x.org", "c@x.org", "a@x.org", "b@x.org" })
        {
            await cache.FindAsync(address, Cancellation);
        }

        // a, b, (a), c drops b, (a), b
        Assert.Equal(4, inner.Asked);
    }

    [Fact]
    public async Task Callers_share_one_look_up_which_outlives_the_one_who_gives_up()
    {
        var gate = new TaskCompletionSource();
        var inner = new Fixed(Found) { Gate = gate.Task };
        var cache = new CachingDirectory(inner, null, _time);
        using var impatient = new CancellationTokenSource();
        var first = cache.FindAsync(Address, impatient.Token);
        var others = Enumerable.Range(0, 20).Select(_ => cache.FindAsync(Address, Cancellation)).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.All(await Task.WhenAll(others), answer => Assert.True(answer.Best.IsOk));
        Assert.Equal(1, inner.Asked);
    }

    [Fact]
    public async Task Address_that_is_none_takes_no_room()
    {
        using var folder = new TestFolder();
        using var directory = new FolderDirectory(folder.Root);
        var answer = await new CachingDirectory(directory, null, _time).FindAsync("nobody", Cancellation);
        Assert.Equal(PkiErrorCode.RecipientAddressInvalid, answer.Best.Error!.Code);
    }

    private sealed class Fixed(RecipientAnswer answer) : IRecipientDirectory
    {
        public int Asked { get; private set; }

        public Task Gate { get; init; } = Task.CompletedTask;

        public async Task<RecipientAnswer> FindAsync(string address, CancellationToken cancellation = default)
        {
            Asked++;
            await Gate;
            return answer;
        }
    }
}
