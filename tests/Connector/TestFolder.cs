namespace Chancery.Connector.Tests;

internal static class TestFolder
{
    internal static string Make() => Directory.CreateTempSubdirectory("chancery-connector-").FullName;

    internal static string CopyOf(string folder)
    {
        var copy = Make();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }
}
