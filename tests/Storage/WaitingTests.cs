using Xunit;

namespace Chancery.Storage.Tests;

public abstract class WaitingTests(StoreKind kind) : StoreTests(kind)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly Guid Here = Guid.Parse("01890000-0000-7000-8000-000000000001");

    private readonly WorkQueue _queue = new(TimeProvider.System);

    [Fact]
    public async Task Long_poll_wakes_when_work_is_committed()
    {
        var waiting = _queue.LeaseOrWaitAsync(Store, Here, 1, Long, Long);
        await using (var context = Test.Open())
        {
            await using var transaction = await context.BeginChangeAsync();
            await _queue.EnqueueAsync(context, Request("a"));
            Assert.False(waiting.IsCompleted);
            await transaction.CommitAsync();
        }

        Assert.Equal("a", Assert.Single(await waiting).SubjectKey);
    }

    [Fact]
    public async Task Long_poll_ends_empty_when_the_time_is_over() =>
        Assert.Empty(await _queue.LeaseOrWaitAsync(Store, Here, 1, Long, TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task Long_poll_of_another_server_finds_work_by_looking()
    {
        var elsewhere = StorageSetup.Open(Test.ConnectionString);
        var waiting = _queue.LeaseOrWaitAsync(elsewhere, Here, 1, Long, Long);
        await using (var context = Test.Open())
        {
            await _queue.EnqueueAsync(context, Request("a"));
        }

        Assert.Single(await waiting);
    }

    [Fact]
    public async Task Held_request_gets_the_outcome_of_its_work()
    {
        await using var context = Test.Open();
        var id = await _queue.EnqueueAsync(context, Request("a"));
        Assert.Null(await _queue.WaitForAsync(Store, id, TimeSpan.FromMilliseconds(20)));
        var waiting = _queue.WaitForAsync(Store, id, Long);
        var work = Assert.Single(await _queue.LeaseAsync(context, Here, 1, Long));
        await using (var transaction = await context.BeginChangeAsync())
        {
            await _queue.CompleteAsync(context, id, work.LeaseToken!, """{"kind":"scepAnswered"}""");
            await transaction.CommitAsync();
        }

        Assert.Equal("""{"kind":"scepAnswered"}""", (await waiting)?.OutcomeJson);
    }

    [Fact]
    public async Task Cancelled_wait_throws_and_leases_nothing()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _queue.LeaseOrWaitAsync(Store, Here, 1, Long, Long, cancel.Token));
    }

    private static WorkRequest Request(string subject) => new() { Kind = "scep", SubjectKey = subject, BodyJson = "{}" };
}

public sealed class SqliteWaitingTests() : WaitingTests(StoreKind.Sqlite);

public sealed class PostgresWaitingTests() : WaitingTests(StoreKind.PostgreSql);
