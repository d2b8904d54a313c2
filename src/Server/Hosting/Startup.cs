using Chancery.Server.Connectors;
using Chancery.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Server.Hosting;

/// <summary>What must be before the first request: the schema, the administrator's token, a connector's code to join.</summary>
internal static class Startup
{
    internal static async Task RunAsync(WebApplication app, ServerOptions options, CancellationToken cancellation)
    {
        var store = app.Services.GetRequiredService<ChanceryStore>();
        await store.MigrateAsync(cancellation);
        await using var db = store.CreateDbContext();
        var now = options.Time.GetUtcNow();
        var hash = await TokenAsync(db, options, now, cancellation);
        app.Services.GetRequiredService<AdminTokenHash>().Value = hash;
        if (options.JoinCode is { } ask && await ask(cancellation) is { Length: > 0 } code)
        {
            await JoinCode.SetAsync(db, code, now, cancellation);
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>
    /// The hash of the token that serves. Where there is none, and where the file was deleted to have a new one made, a token is made: the file before the
    /// database, since a crash in between only has it made again.
    /// </summary>
    private static async Task<string> TokenAsync(ChanceryDbContext db, ServerOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        var file = Path.Combine(options.DataFolder, AdminToken.FileName);
        var row = await db.Settings.FirstOrDefaultAsync(setting => setting.Name == AdminToken.Setting, cancellation);
        if (row is not null && File.Exists(file))
        {
            return row.Value;
        }

        var token = AdminToken.Make();
        PrivateFile.Write(file, token + "\n");
        if (row is null)
        {
            row = new SettingRow { Name = AdminToken.Setting };
            db.Settings.Add(row);
        }

        (row.Value, row.LastModifiedDateTime) = (AdminToken.Hash(token), now);
        await db.SaveChangesAsync(cancellation);
        return row.Value;
    }
}
