using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Chancery.Storage;

/// <summary>
/// Instants as ticks of UTC: exact to 100 ns, ordered and compared as numbers in both stores. (SQLite has no type for them, and PostgreSQL's
/// keeps microseconds, so that what was written would not be what is read.)
/// </summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
