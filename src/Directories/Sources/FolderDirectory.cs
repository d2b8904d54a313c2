using System.Collections.Immutable;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>
/// A folder of certificates: <c>.cer</c>, <c>.crt</c>, <c>.der</c>, <c>.pem</c>, <c>.p7b</c>, <c>.p7c</c>, and contacts as mail programs export them (<c>.vcf</c>).
/// The folder is read once and again when a file in it changes. Folders within it are not read.
/// </summary>
public sealed class FolderDirectory : CheckedDirectory, IDisposable
{
    private static readonly string[] Extensions = [".cer", ".crt", ".der", ".pem", ".p7b", ".p7c", ".vcf"];

    private readonly DirectoryInfo _folder;
    private readonly SemaphoreSlim _one = new(1, 1);
    private string _stamp = "";
    private ILookup<string, Candidate> _byAddress = Array.Empty<(string Key, Candidate Value)>().ToLookup(pair => pair.Key, pair => pair.Value);

    /// <summary>A folder.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="rules">What certificates must be.</param>
    public FolderDirectory(string folder, RecipientRules? rules = null) : base(rules ?? RecipientRules.Default) => _folder = new DirectoryInfo(folder);

    /// <summary>The most files read; a folder of more is not read at all.</summary>
    public int MaxFiles { get; init; } = 10_000;

    /// <inheritdoc/>
    public override string Source => _folder.FullName;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private protected override async Task<PkiResult<Fetched>> FetchAsync(MailAddress address, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await RefreshAsync(cancellation) is { } error ? error : new Fetched([.. _byAddress[address.Key]]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PkiError(PkiErrorCode.DirectoryUnreachable, exception.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<PkiError?> RefreshAsync(CancellationToken cancellation)
    {
        _folder.Refresh();
        var files = _folder.EnumerateFiles()
            .Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)).Take(MaxFiles + 1).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count > MaxFiles)
        {
            return new PkiError(PkiErrorCode.DirectoryAnswerTooLarge, $"More than {MaxFiles} files.");
        }

        var stamp = string.Join('\n', files.Select(file => $"{file.Name}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}"));
        if (stamp == _stamp)
        {
            return null;
        }

        var found = new List<(string Key, Candidate Value)>();
        foreach (var file in files.Where(file => file.Length <= CertificateReader.MaxBundleBytes))
        {
            Index(file.Extension, await File.ReadAllBytesAsync(file.FullName, cancellation), found);
        }

        (_byAddress, _stamp) = (found.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), stamp);
        return null;
    }

    // Another's broken file is nobody's concern here: what cannot be read is in no address's answer.
    private static void Index(string extension, byte[] bytes, List<(string Key, Candidate Value)> found)
    {
        var parts = extension.Equals(".vcf", StringComparison.OrdinalIgnoreCase) ? ContactFile.Certificates(bytes) : [bytes];
        foreach (var certificate in parts.Select(part => CertificateReader.ReadAll(part)).Where(read => read.IsOk).SelectMany(read => read.Value))
        {
            var candidate = new Candidate(certificate.RawData);
            found.AddRange(CertificateReader.Describe(certificate).EmailAddresses.Select(MailAddress.TryParse).OfType<MailAddress>()
                .Select(address => (address.Key, candidate)));
            certificate.Dispose();
        }
    }
}
