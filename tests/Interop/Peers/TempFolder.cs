namespace Chancery.Interop.Tests;

/// <summary>A folder for one peer's files.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chancery-interop-");

    public string Root => _folder.FullName;

    public string At(string name) => Path.Combine(Root, name);

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string Make(string name) => Directory.CreateDirectory(At(name)).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
