namespace Chancery.Storage;

/// <summary>
/// A row that people edit. Its version is the concurrency token (the API's ETag): it grows by one with every saved change, and a change that
/// was made to an older version fails with <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/>.
/// </summary>
public interface IVersioned
{
    /// <summary>1 when inserted; raised by <see cref="ChanceryDbContext"/> alone.</summary>
    int Version { get; set; }
}
