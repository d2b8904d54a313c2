using Microsoft.EntityFrameworkCore.Design;

namespace Chancery.Storage;

/// <summary>
/// For <c>dotnet ef migrations add NAME --context SqliteChanceryDbContext --output-dir Migrations/Sqlite --namespace Chancery.Storage.Migrations.Sqlite</c>;
/// no database is opened.
/// </summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteChanceryDbContext>
{
    public SqliteChanceryDbContext CreateDbContext(string[] args) => new(StorageSetup.SqliteOptions("Data Source=design-time.db"));
}

/// <summary>
/// For <c>dotnet ef migrations add NAME --context PostgresChanceryDbContext --output-dir Migrations/Postgres --namespace Chancery.Storage.Migrations.Postgres</c>;
/// no database is opened.
/// </summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresChanceryDbContext>
{
    public PostgresChanceryDbContext CreateDbContext(string[] args) => new(StorageSetup.PostgresOptions("Host=localhost;Database=design-time"));
}
