using System.Reflection;

namespace Chancery.Architecture.Tests;

/// <summary>The rooms as they were built, beside this test.</summary>
internal static class House
{
    /// <summary>The project's own root: the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every room's assembly name, by room.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
        ["Domain", "Pki", "Mail", "Directories", "Channels", "Vault", "Connector", "Storage", "Server", "Client", "Simulators", "Cli"];

    /// <summary>The built assembly of a room.</summary>
    public static string AssemblyPath(string room) =>
        Path.Combine(AppContext.BaseDirectory, room == "Cli" ? "chancery.dll" : $"Chancery.{room}.dll");

    /// <summary>The rooms a room's assembly really refers to.</summary>
    public static IEnumerable<string> RoomsUsedBy(string room) =>
        References(room).Where(name => name.StartsWith("Chancery.", StringComparison.Ordinal)).Select(name => name["Chancery.".Length..]);

    /// <summary>The simple names of all assemblies a room refers to.</summary>
    public static IReadOnlyList<string> References(string room)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver(
            Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Concat(Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"))
                .DistinctBy(Path.GetFileName)));
        return [.. context.LoadFromAssemblyPath(AssemblyPath(room)).GetReferencedAssemblies().Select(reference => reference.Name!)];
    }

    /// <summary>The C# files below a folder of the checkout, without what was generated.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/Migrations/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the checkout.");
    }
}
