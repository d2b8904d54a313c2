using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chancery.Storage.Tests;

public abstract class AuditTests(StoreKind kind) : StoreTests(kind)
{
    private readonly AuditWriter _audit = new(new FakeTimeProvider(Facts.Now.AddTicks(7)));

    [Fact]
    public async Task Empty_log_is_sound() => Assert.Equal(new AuditVerdict(0, AuditFault.None, null), await VerifyAsync());

    [Fact]
    public async Task Chain_of_several_changes_is_sound()
    {
        await WriteAsync(3);
        await WriteAsync(2);
        Assert.Equal(new AuditVerdict(5, AuditFault.None, null), await VerifyAsync());
        await using var context = Test.Open();
        var rows = await context.Audit.OrderBy(row => row.Sequence).ToListAsync();
        Assert.Equal(AuditHash.Start, rows[0].PreviousHash);
        Assert.Equal(rows[3].Hash, rows[4].PreviousHash);
        Assert.Equal("""{"name":"Zo\u00E9","count":2}""", rows[4].DetailJson);
    }

    [Fact]
    public async Task Lines_written_at_once_form_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => WriteAsync(3))));
        Assert.Equal(new AuditVerdict(30, AuditFault.None, null), await VerifyAsync());
    }

    [Fact]
    public async Task Line_of_a_change_rolled_back_never_was()
    {
        await WriteAsync(1);
        await WriteAsync(2, commit: false);
        await WriteAsync(1);
        Assert.Equal(new AuditVerdict(2, AuditFault.None, null), await VerifyAsync());
    }

    [Fact]
    public async Task Line_outside_a_transaction_is_a_bug()
    {
        await using var context = Test.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _audit.AppendAsync(context, Entry(1)));
    }

    [Theory]
    [InlineData("""UPDATE "Audit" SET "Actor" = 'nobody' WHERE "Sequence" = 3""", AuditFault.Content, 3)]
    [InlineData("""UPDATE "Audit" SET "DateTime" = "DateTime" + 1 WHERE "Sequence" = 1""", AuditFault.Content, 1)]
    [InlineData("""UPDATE "Audit" SET "RequestId" = '' WHERE "Sequence" = 2""", AuditFault.Content, 2)]
    [InlineData("""UPDATE "Audit" SET "Action" = "Action" || "TargetType", "TargetType" = '' WHERE "Sequence" = 2""", AuditFault.Content, 2)]
    [InlineData("""DELETE FROM "Audit" WHERE "Sequence" = 1""", AuditFault.Order, 1)]
    [InlineData("""DELETE FROM "Audit" WHERE "Sequence" = 3""", AuditFault.Order, 3)]
    [InlineData("""DELETE FROM "Audit" WHERE "Sequence" = 5""", AuditFault.End, 5)]
    [InlineData("""DELETE FROM "Audit" """, AuditFault.End, 1)]
    [InlineData("""UPDATE "AuditHead" SET "Hash" = "PreviousHash" FROM "Audit" WHERE "Audit"."Sequence" = 5""", AuditFault.End, 5)]
    [InlineData("""UPDATE "Audit" SET "Sequence" = 9 WHERE "Sequence" = 2""", AuditFault.Order, 2)]
    public async Task Tampering_is_found(string sql, AuditFault fault, long sequence)
    {
        await WriteAsync(5);
        await using var context = Test.Open();
        Assert.True(await context.Database.ExecuteSqlRawAsync(sql) > 0);
        Assert.Equal(new AuditVerdict(sequence - 1, fault, sequence), await VerifyAsync());
    }

    [Fact]
    public async Task Line_rewritten_with_its_own_hash_breaks_the_next()
    {
        await WriteAsync(3);
        await using var context = Test.Open();
        var row = await context.Audit.AsNoTracking().SingleAsync(line => line.Sequence == 2);
        row.Actor = "nobody";
        var hash = AuditHash.Of(row);
        await context.Audit.Where(line => line.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(line => line.Actor, "nobody").SetProperty(line => line.Hash, hash));
        Assert.Equal(new AuditVerdict(2, AuditFault.Order, 3), await VerifyAsync());
    }

    private static AuditEntry Entry(int number) =>
        new("admin", "user.created", "user", $"{number}", new { Name = "Zoé", Count = number }, number % 2 == 0 ? null : "request");

    private async Task WriteAsync(int lines, bool commit = true)
    {
        await using var context = Test.Open();
        await using var transaction = await context.BeginChangeAsync();
        for (var line = 1; line <= lines; line++)
        {
            await _audit.AppendAsync(context, Entry(line));
        }

        if (commit)
        {
            await transaction.CommitAsync();
        }
    }

    private async Task<AuditVerdict> VerifyAsync()
    {
        await using var context = Test.Open();
        return await AuditVerifier.VerifyAsync(context);
    }
}

public sealed class SqliteAuditTests() : AuditTests(StoreKind.Sqlite);

public sealed class PostgresAuditTests() : AuditTests(StoreKind.PostgreSql);
