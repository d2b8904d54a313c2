using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>Inserts work unless its subject has an open piece: the partial unique index decides, not a look beforehand.</summary>
internal static class WorkInsert
{
    /// <summary>Rows of one statement.</summary>
    public const int Most = 50;

    private const int Columns = 9;

    public static async Task RunAsync(
        ChanceryDbContext context, WorkRequest[] requests, DateTimeOffset now, Dictionary<string, Guid> ids, CancellationToken cancellationToken)
    {
        var left = requests;
        while (left.Length > 0)
        {
            var (sql, parameters) = (Statement(left.Length), Parameters(left, now));
            await context.PassGateAsync(() => context.Database.ExecuteSqlRawAsync(sql, parameters!, cancellationToken), cancellationToken);
            var keys = left.Select(request => request.SubjectKey).ToArray();
            var open = await context.Work.AsNoTracking()
                .Where(work => keys.Contains(work.SubjectKey) && (work.State == WorkState.Queued || work.State == WorkState.Leased))
                .Select(work => new { work.SubjectKey, work.Id }).ToListAsync(cancellationToken);
            open.ForEach(work => ids[work.SubjectKey] = work.Id);

            // What stood in the way was finished between the two statements (PostgreSQL): so it does not any more.
            left = [.. left.Where(request => !ids.ContainsKey(request.SubjectKey))];
        }
    }

    private static string Statement(int rows)
    {
        var sql = new StringBuilder("""
            INSERT INTO "Work" ("Id", "Kind", "SubjectKey", "BodyJson", "ContextJson", "Priority", "DueDateTime", "Deadline", "MostAttempts",
                "CreatedDateTime", "State", "Attempts") VALUES
            """);
        for (var row = 0; row < rows; row++)
        {
            var values = string.Join(", ", Enumerable.Range(row * Columns, Columns).Select(index => $"{{{index + 1}}}"));
            sql.Append(row == 0 ? " (" : ", (").Append(values).Append(", {0}, 'Queued', 0)");
        }

        return sql.Append(""" ON CONFLICT ("SubjectKey") WHERE ("State" IN ('Queued', 'Leased')) DO NOTHING""").ToString();
    }

    private static List<object?> Parameters(WorkRequest[] requests, DateTimeOffset now)
    {
        List<object?> parameters = [now.UtcTicks];
        foreach (var request in requests)
        {
            parameters.AddRange(
            [
                request.Id ?? Guid.CreateVersion7(now), request.Kind, request.SubjectKey, request.BodyJson, request.ContextJson, request.Priority,
                (request.Due ?? now).UtcTicks, request.Deadline?.UtcTicks, request.MostAttempts,
            ]);
        }

        return parameters;
    }
}
