using System.Globalization;
using Chancery.Server.Hosting;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>The one-time code under which a connector may join. Only its hash is kept, with the instant it ends.</summary>
internal static class JoinCode
{
    private const string Setting = "joinCodeHash";

    /// <summary>How long a code serves.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>Makes a code the one that serves, in place of any before it. Does not save.</summary>
    internal static async Task SetAsync(ChanceryDbContext db, string code, DateTimeOffset now, CancellationToken cancellation)
    {
        var value = $"{AdminToken.Hash(code)} {(now + Life).UtcTicks.ToString(CultureInfo.InvariantCulture)}";
        var row = await db.Settings.FirstOrDefaultAsync(setting => setting.Name == Setting, cancellation);
        if (row is null)
        {
            row = new SettingRow { Name = Setting };
            db.Settings.Add(row);
        }

        (row.Value, row.LastModifiedDateTime) = (value, now);
    }

    /// <summary>Uses a code up, if it serves. Does not save.</summary>
    internal static async Task<bool> TakeAsync(ChanceryDbContext db, string code, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = await db.Settings.FirstOrDefaultAsync(setting => setting.Name == Setting, cancellation);
        if (row?.Value.Split(' ') is not [var hash, var ticks] || long.Parse(ticks, CultureInfo.InvariantCulture) <= now.UtcTicks
            || !AdminToken.Matches(code, hash))
        {
            return false;
        }

        db.Settings.Remove(row);
        return true;
    }
}
