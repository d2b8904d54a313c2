using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Chancery.Storage;

/// <summary>Counts the commands that reach the database, so that a test or the benchmark can hold a number of reads and writes. Thread-safe.</summary>
public sealed partial class CommandCounter : DbCommandInterceptor
{
    private int _reads;
    private int _writes;

    /// <summary>Commands that only read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Commands that write.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Starts again from zero.</summary>
    public void Reset() => (_reads, _writes) = (0, 0);

    /// <inheritdoc/>
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Count(command);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count(command);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Count(command);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count(command);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Count(command);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Count(command);
        return ValueTask.FromResult(result);
    }

    // A write may begin with WITH, and SELECT … FOR UPDATE is none: so the verb is looked for with what must follow it.
    [GeneratedRegex("""\b(INSERT\s+INTO|UPDATE\s+"|DELETE\s+FROM)""", RegexOptions.CultureInvariant)]
    private static partial Regex Write();

    private void Count(DbCommand command) => Interlocked.Increment(ref Write().IsMatch(command.CommandText) ? ref _writes : ref _reads);
}
