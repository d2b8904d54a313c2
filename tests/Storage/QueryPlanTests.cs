using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Storage.Tests;

/// <summary>No look-up of a hot path reads a whole table: asked of SQLite's planner, whose answers do not depend on how much is in it.</summary>
public sealed class QueryPlanTests() : StoreTests(StoreKind.Sqlite)
{
    private static readonly Guid Id = Guid.Parse("01890000-0000-7000-8000-000000000001");

    public static TheoryData<string> LookUps => [.. Queries.Keys];

    private static readonly Dictionary<string, Func<ChanceryDbContext, IQueryable<object>>> Queries = new()
    {
        ["device by identity"] = context => HotQueries.ByIdentity(context, "aa", ""),
        ["enrolment by identity"] = context => context.Enrollments.Where(row => row.IdentityThumbprint == "aa"),
        ["enrolment by link"] = context => context.Enrollments.Where(row => row.LinkTokenHash == "aa"),
        ["marked devices"] = HotQueries.Marked,
        ["devices due"] = context => HotQueries.Due(context, Facts.Now),
        ["devices of a user"] = context => context.Devices.Where(row => row.UserId == Id),
        ["deployments of a device"] = context => context.Deployments.Where(row => row.DeviceId == Id),
        ["deployments of a profile"] = context => context.Deployments.Where(row => row.ProfileId == Id),
        ["actions of a device"] = context => context.DeviceActions.Where(row => row.DeviceId == Id),
        ["sealed bytes"] = context => context.SealedProfiles.Where(
            row => row.DeviceId == Id && row.DeviceKeyHash == "k" && row.ItemId == "i" && row.Revision == "r"),
        ["certificates of a user"] = context => context.UserPfxCertificates.Where(row => row.UserId == Id),
        ["certificates of a user for a purpose"] = context => context.UserPfxCertificates.Where(
            row => row.UserId == Id && row.IntendedPurpose == IntendedPurpose.SmimeEncryption),
        ["certificates of a recipient"] = context => HotQueries.OfRecipient(context, ["a@b", "a@c"], Facts.Now),
        ["certificates of a device"] = context => context.IssuedCertificates.Where(row => row.DeviceId == Id),
        ["certificate by serial number"] = context => context.IssuedCertificates.Where(row => row.SerialNumber == "01"),
        ["groups of a user"] = context => context.GroupMembers.Where(row => row.UserId == Id),
        ["groups of a device"] = context => context.GroupMembers.Where(row => row.DeviceId == Id),
        ["members of a group"] = context => context.GroupMembers.Where(row => row.GroupId == Id),
        ["assignments of a group"] = context => context.Assignments.Where(row => row.GroupId == Id),
        ["assignments of a profile"] = context => context.Assignments.Where(row => row.ProfileId == Id),
        ["user by name"] = context => context.Users.Where(row => row.UserPrincipalNameKey == "a"),
        ["user by address"] = context => context.Users.Where(row => row.MailKey == "a"),
        ["connector by certificate"] = context => context.Connectors.Where(row => row.CertificateHash == "a"),
        ["open work of a subject"] = context => context.Work.Where(
            row => row.SubjectKey == "a" && (row.State == WorkState.Queued || row.State == WorkState.Leased)),
        ["expired leases"] = context => context.Work.Where(row => row.State == WorkState.Leased && row.LeaseExpires <= Facts.Now),
        ["finished work"] = context => context.Work.Where(row => row.FinishedDateTime != null && row.FinishedDateTime < Facts.Now),
        ["audit of a thing"] = context => context.Audit.Where(row => row.TargetType == "user" && row.TargetId == "a"),
    };

    [Theory]
    [MemberData(nameof(LookUps))]
    public async Task Look_up_uses_an_index(string lookUp)
    {
        await using var context = Test.Open();
        await using var command = Queries[lookUp](context).CreateDbCommand();
        AssertSearches(await ExplainAsync(command));
    }

    [Fact]
    public async Task Lease_reads_the_queue_in_order_from_its_index()
    {
        await using var context = Test.Open();
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            SELECT w."Id" FROM "Work" w WHERE w."State" = 'Queued' AND w."DueDateTime" <= 1 AND (w."Deadline" IS NULL OR w."Deadline" > 1)
            ORDER BY w."Priority" DESC, w."DueDateTime", w."Id" LIMIT 5
            """;
        var plan = await ExplainAsync(command);
        Assert.Contains(plan, step => step.Contains("IX_Work_Queued", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whole_table_is_seen_so_that_these_tests_can_fail()
    {
        await using var context = Test.Open();
        await using var command = context.Devices.Where(row => row.DeviceName == "x").CreateDbCommand();
        var plan = await ExplainAsync(command);
        Assert.Throws<Xunit.Sdk.DoesNotContainException>(() => AssertSearches(plan));
    }

    // A scan of a partial index reads only what is in it: the marked few.
    private static void AssertSearches(List<string> plan)
    {
        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal)
            && !step.Contains("INDEX IX_Devices_NeedsPlan", StringComparison.Ordinal)
            && !step.StartsWith("SCAN (subquery", StringComparison.Ordinal));
    }

    private static async Task<List<string>> ExplainAsync(System.Data.Common.DbCommand command)
    {
        if (command.Connection!.State != System.Data.ConnectionState.Open)
        {
            await command.Connection.OpenAsync();
        }

        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText[command.CommandText.IndexOf("SELECT", StringComparison.Ordinal)..];
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
