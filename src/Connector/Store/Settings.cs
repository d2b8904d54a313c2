using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Store;

/// <summary>The connector's own settings in its store.</summary>
internal static class Settings
{
    /// <summary>The installation's identifier.</summary>
    internal const string Installation = "installation";

    /// <summary>The identifier the server gave this connector when it joined.</summary>
    internal const string ConnectorId = "connectorId";

    internal static async Task<string?> ReadAsync(ConnectorStore store, string name, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        return (await db.Settings.FirstOrDefaultAsync(row => row.Name == name, cancellationToken))?.Value;
    }

    internal static async Task ForgetAsync(ConnectorStore store, string name, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        await db.Settings.Where(row => row.Name == name).ExecuteDeleteAsync(cancellationToken);
    }

    internal static async Task WriteAsync(ConnectorStore store, string name, string value, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        if (await db.Settings.AsTracking().FirstOrDefaultAsync(row => row.Name == name, cancellationToken) is { } row)
        {
            row.Value = value;
        }
        else
        {
            db.Settings.Add(new SettingRow { Name = name, Value = value });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
