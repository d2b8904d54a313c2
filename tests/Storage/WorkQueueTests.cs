using System.Collections.Concurrent;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chancery.Storage.Tests;

public abstract class WorkQueueTests(StoreKind kind) : StoreTests(kind)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly Guid Here = Guid.Parse("01890000-0000-7000-8000-000000000001");
    private static readonly Guid There = Guid.Parse("01890000-0000-7000-8000-000000000002");

    private readonly FakeTimeProvider _time = new(Facts.Now);

    private WorkQueue Queue => new(_time);

    [Fact]
    public async Task Open_subject_is_queued_once_and_a_finished_one_again()
    {
        await using var context = Test.Open();
        var first = await Queue.EnqueueAsync(context, Request("a"));
        Assert.Equal(first, await Queue.EnqueueAsync(context, Request("a")));
        var work = Assert.Single(await Queue.LeaseAsync(context, Here, 10, Lease));
        Assert.Equal(first, await Queue.EnqueueAsync(context, Request("a")));
        await InTransactionAsync(c => Queue.CompleteAsync(c, work.Id, work.LeaseToken!, "{}"));
        Assert.NotEqual(first, await Queue.EnqueueAsync(context, Request("a")));
        Assert.Equal(2, await context.Work.CountAsync());
    }

    [Fact]
    public async Task Many_are_queued_by_few_statements()
    {
        await using var context = Test.Open();
        var before = await Queue.EnqueueAsync(context, Request("7"));
        Test.Counter.Reset();
        var ids = await Queue.EnqueueAsync(context, [.. Enumerable.Range(0, 200).Select(number => Request($"{number}"))]);
        Assert.InRange(Test.Counter.Writes, 1, 4);
        Assert.Equal(200, ids.Values.Distinct().Count());
        Assert.Equal(before, ids["7"]);
        Assert.Equal(200, await context.Work.CountAsync());
    }

    [Fact]
    public async Task Body_and_context_come_back_as_they_were()
    {
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, Request("a") with { BodyJson = """{"text":"{0} é ’ \\u0000"}""", ContextJson = """{"x":[1]}""" });
        await Queue.EnqueueAsync(context, Request("b"));
        var work = (await Queue.LeaseAsync(context, Here, 10, Lease)).Single(row => row.SubjectKey == "a");
        Assert.Equal("""{"text":"{0} é ’ \\u0000"}""", work.BodyJson);
        Assert.Equal("""{"x":[1]}""", work.ContextJson);
        Assert.Equal((WorkState.Leased, 1, Here, _time.GetUtcNow() + Lease), (work.State, work.Attempts, work.ConnectorId!.Value, work.LeaseExpires!.Value));
    }

    [Fact]
    public async Task Higher_priority_goes_first_and_what_is_not_due_waits()
    {
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, [Request("low"), Request("high") with { Priority = 10 }, Request("later") with { Due = Facts.Now.AddSeconds(5) }]);
        Assert.Equal(["high"], (await Queue.LeaseAsync(context, Here, 1, Lease)).Select(work => work.SubjectKey));
        Assert.Equal(["low"], (await Queue.LeaseAsync(context, Here, 10, Lease)).Select(work => work.SubjectKey));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["later"], (await Queue.LeaseAsync(context, Here, 10, Lease)).Select(work => work.SubjectKey));
    }

    [Fact]
    public async Task Two_connectors_at_once_never_lease_the_same_work()
    {
        await using (var context = Test.Open())
        {
            await Queue.EnqueueAsync(context, [.. Enumerable.Range(0, 100).Select(number => Request($"{number}"))]);
        }

        var leased = new ConcurrentBag<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var context = Test.Open();
            while (await Queue.LeaseAsync(context, Here, 3, Lease) is { Count: > 0 } work)
            {
                Assert.InRange(work.Count, 1, 3);
                foreach (var row in work)
                {
                    leased.Add(row.Id);
                }
            }
        })));
        Assert.Equal(100, leased.Count);
        Assert.Equal(100, leased.Distinct().Count());
    }

    [Fact]
    public async Task Expired_lease_is_given_to_another_and_the_first_loses_it()
    {
        var (id, first) = await LeasedAsync("a");
        _time.Advance(Lease);
        await InTransactionAsync(context => Queue.ExpireAsync(context));
        await using (var context = Test.Open())
        {
            Assert.Equal(id, Assert.Single(await Queue.LeaseAsync(context, There, 1, Lease)).Id);
        }

        Assert.Equal("leaseLost", (await InTransactionAsync(context => Queue.CompleteAsync(context, id, first, "{}"))).Error?.Code);
        Assert.Equal("leaseLost", (await InTransactionAsync(context => Queue.FailAsync(context, id, first, new Error("x"), retryable: true))).Error?.Code);
        await using var read = Test.Open();
        var work = await read.Work.SingleAsync();
        Assert.Equal((WorkState.Leased, There, null), (work.State, work.ConnectorId, work.OutcomeJson));
    }

    [Fact]
    public async Task Result_after_the_lease_ran_out_counts_until_another_is_given()
    {
        var (id, token) = await LeasedAsync("a");
        _time.Advance(Lease);
        await InTransactionAsync(context => Queue.ExpireAsync(context));
        Assert.True((await InTransactionAsync(context => Queue.CompleteAsync(context, id, token, "{}"))).IsOk);
        await using var context = Test.Open();
        Assert.Empty(await Queue.LeaseAsync(context, There, 1, Lease));
    }

    [Fact]
    public async Task Result_sent_twice_is_applied_once()
    {
        var (id, token) = await LeasedAsync("a");
        var first = await InTransactionAsync(context => Queue.CompleteAsync(context, id, token, """{"n":1}"""));
        var second = await InTransactionAsync(context => Queue.CompleteAsync(context, id, token, """{"n":2}"""));
        Assert.False(first.Value.Repeated);
        Assert.Equal("{}", first.Value.Work.BodyJson);
        Assert.True(second.Value.Repeated);
        await using var read = Test.Open();
        var work = await read.Work.SingleAsync();
        Assert.Equal(("""{"n":1}""", ""), (work.OutcomeJson, work.BodyJson));
    }

    [Fact]
    public async Task Guessed_token_completes_nothing()
    {
        var (id, _) = await LeasedAsync("a");
        Assert.Equal("leaseLost", (await InTransactionAsync(context => Queue.CompleteAsync(context, id, "", "{}"))).Error?.Code);
        Assert.Equal("leaseLost", (await InTransactionAsync(context => Queue.CompleteAsync(context, Here, "", "{}"))).Error?.Code);
    }

    [Fact]
    public async Task Crash_between_outcome_and_commit_leaves_the_work_leased()
    {
        var (id, token) = await LeasedAsync("a");
        await using (var context = Test.Open())
        {
            await using var transaction = await context.BeginChangeAsync();
            Assert.True((await Queue.CompleteAsync(context, id, token, "{}")).IsOk);
            new Facts(context).User();
            await context.SaveChangesAsync();
        }

        await using var read = Test.Open();
        Assert.Equal(WorkState.Leased, (await read.Work.SingleAsync()).State);
        Assert.False(await read.Users.AnyAsync());
        Assert.True((await InTransactionAsync(context => Queue.CompleteAsync(context, id, token, "{}"))).IsOk);
    }

    [Fact]
    public async Task Work_queued_in_a_change_rolled_back_does_not_exist()
    {
        var woken = Store.Signal.Queued.Next;
        await using (var context = Test.Open())
        {
            await using var transaction = await context.BeginChangeAsync();
            await Queue.EnqueueAsync(context, Request("a"));
        }

        await using var read = Test.Open();
        Assert.Empty(await Queue.LeaseAsync(read, Here, 1, Lease));
        Assert.False(woken.IsCompleted);
    }

    [Fact]
    public async Task Retry_waits_longer_each_time_and_ends()
    {
        var waits = new List<TimeSpan>();
        await using var context = Test.Open();
        var id = await Queue.EnqueueAsync(context, Request("a") with { MostAttempts = 3 });
        while (true)
        {
            var leased = Assert.Single(await Queue.LeaseAsync(context, Here, 1, Lease));
            var failed = (await InTransactionAsync(c => Queue.FailAsync(c, id, leased.LeaseToken!, new Error("mailServerDown", null, "d"), retryable: true))).Value;
            if (failed.GivenUp)
            {
                break;
            }

            waits.Add(failed.Work.DueDateTime - _time.GetUtcNow());
            Assert.Empty(await Queue.LeaseAsync(context, Here, 1, Lease));
            _time.Advance(waits[^1]);
        }

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], waits);
        var work = await context.Work.AsNoTracking().SingleAsync();
        Assert.Equal((WorkState.Failed, "mailServerDown", ""), (work.State, work.ErrorCode, work.BodyJson));
    }

    [Fact]
    public async Task Refusal_for_good_is_not_tried_again()
    {
        var (id, token) = await LeasedAsync("a");
        Assert.True((await InTransactionAsync(context => Queue.FailAsync(context, id, token, new Error("x"), retryable: false))).Value.GivenUp);
        var repeated = (await InTransactionAsync(context => Queue.FailAsync(context, id, token, new Error("x"), retryable: false))).Value;
        Assert.True(repeated.Repeated);
        Assert.False(repeated.GivenUp);
    }

    [Fact]
    public async Task Work_that_no_connector_survives_is_given_up()
    {
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, Request("a") with { MostAttempts = 2 });
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Single(await Queue.LeaseAsync(context, Here, 1, Lease));
            Assert.Empty(await InTransactionAsync(c => Queue.ExpireAsync(c)));
            _time.Advance(Lease);
            var givenUp = await InTransactionAsync(c => Queue.ExpireAsync(c));
            Assert.Equal(attempt, givenUp.Count);
            Assert.All(givenUp, work => Assert.Equal("{}", work.BodyJson));
        }

        var left = await context.Work.AsNoTracking().SingleAsync();
        Assert.Equal((WorkState.Failed, "workGivenUp"), (left.State, left.ErrorCode));
    }

    [Fact]
    public async Task Work_nobody_waits_for_any_more_is_not_leased()
    {
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, Request("scep") with { Deadline = Facts.Now.AddSeconds(20) });
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(await Queue.LeaseAsync(context, Here, 1, Lease));
        Assert.Single(await InTransactionAsync(c => Queue.ExpireAsync(c)));
        Assert.Equal("connectorUnavailable", (await context.Work.AsNoTracking().SingleAsync()).ErrorCode);
    }

    [Fact]
    public async Task Result_of_cancelled_work_is_lost()
    {
        var (id, token) = await LeasedAsync("import");
        await using var context = Test.Open();
        Assert.True(await Queue.CancelAsync(context, id, "connectorUnavailable"));
        Assert.False(await Queue.CancelAsync(context, id, "connectorUnavailable"));
        Assert.Equal("leaseLost", (await InTransactionAsync(c => Queue.CompleteAsync(c, id, token, "{}"))).Error?.Code);
        Assert.Equal("", (await context.Work.AsNoTracking().SingleAsync()).BodyJson);
    }

    [Fact]
    public async Task Finished_work_is_purged_and_open_work_is_not()
    {
        var (id, token) = await LeasedAsync("done");
        await InTransactionAsync(context => Queue.CompleteAsync(context, id, token, "{}"));
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, Request("open"));
        Assert.Equal(0, await WorkQueue.PurgeAsync(context, _time.GetUtcNow()));
        Assert.Equal(1, await WorkQueue.PurgeAsync(context, _time.GetUtcNow().AddTicks(1)));
        Assert.Equal("open", (await context.Work.SingleAsync()).SubjectKey);
    }

    private static WorkRequest Request(string subject) => new() { Kind = "sealProfile", SubjectKey = subject, BodyJson = "{}" };

    private async Task<(Guid Id, string Token)> LeasedAsync(string subject)
    {
        await using var context = Test.Open();
        await Queue.EnqueueAsync(context, Request(subject));
        var work = Assert.Single(await Queue.LeaseAsync(context, Here, 1, Lease));
        return (work.Id, work.LeaseToken!);
    }

    private async Task<T> InTransactionAsync<T>(Func<ChanceryDbContext, Task<T>> change)
    {
        await using var context = Test.Open();
        await using var transaction = await context.BeginChangeAsync();
        var result = await change(context);
        await transaction.CommitAsync();
        return result;
    }
}

public sealed class SqliteWorkQueueTests() : WorkQueueTests(StoreKind.Sqlite);

public sealed class PostgresWorkQueueTests() : WorkQueueTests(StoreKind.PostgreSql);
