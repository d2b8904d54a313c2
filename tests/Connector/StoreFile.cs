using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Tests;

/// <summary>Somebody with the connector's disk in hand.</summary>
internal static class StoreFile
{
    internal static async Task ExecuteAsync(TestOffice office, string sql)
    {
        await using var db = office.Core.Store.Begin();
#pragma warning disable EF1002 // The text is the test's.
        await db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002
    }
}
