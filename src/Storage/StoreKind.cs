namespace Chancery.Storage;

/// <summary>The two stores.</summary>
public enum StoreKind
{
    /// <summary>Embedded, the default.</summary>
    Sqlite,

    /// <summary>For more than one server.</summary>
    PostgreSql,
}
