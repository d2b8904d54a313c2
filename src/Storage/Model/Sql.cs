namespace Chancery.Storage;

/// <summary>SQL that both stores read alike.</summary>
internal static class Sql
{
    /// <summary>A condition on a boolean column. SQLite keeps 0 and 1 and PostgreSQL has a type; both take the bare column as a condition.</summary>
    /// <param name="column">The column.</param>
    public static string IsTrue(string column) => $"(\"{column}\")";
}
