using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Directories;

/// <summary>A piece of evidence as kept.</summary>
internal sealed record KeptEvidence(byte[] Bytes, DateTimeOffset Fetched, DateTimeOffset Expires);

/// <summary>
/// Evidence on disk: a file for each, named by a hash, so that no URL chooses a file's name. It is as untrusted as the network it came from, and is best
/// effort: a disk that is full or a file that is damaged means that it is fetched again.
/// </summary>
internal sealed class EvidenceCache(string? folder, long maxBytes)
{
    private const int HeaderBytes = 24;
    private static readonly byte[] Magic = "CHEVID1\n"u8.ToArray();

    public async Task<KeptEvidence?> FindAsync(string key, int maxFileBytes, CancellationToken cancellation)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(PathOf(key));
            if (!file.Exists || file.Length < HeaderBytes || file.Length > HeaderBytes + (long)maxFileBytes)
            {
                return null;
            }

            var bytes = await File.ReadAllBytesAsync(file.FullName, cancellation);
            return bytes.Length >= HeaderBytes && bytes.AsSpan().StartsWith(Magic)
                ? new KeptEvidence(bytes[HeaderBytes..], TimeAt(bytes, 8), TimeAt(bytes, 16))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public async Task KeepAsync(string key, KeptEvidence evidence, CancellationToken cancellation)
    {
        if (folder is null || evidence.Bytes.Length + HeaderBytes > maxBytes)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            var header = new byte[HeaderBytes];
            Magic.CopyTo(header, 0);
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), evidence.Fetched.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), evidence.Expires.UtcTicks);
            var file = PathOf(key);
            // Whole or not at all, also beside another process that keeps the same.
            var half = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
            await File.WriteAllBytesAsync(half, [.. header, .. evidence.Bytes], cancellation);
            File.Move(half, file, overwrite: true);
            Trim(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is fetched again the next time.
        }
    }

    private void Trim(string justKept)
    {
        var files = new DirectoryInfo(folder!).GetFiles().OrderBy(file => file.LastWriteTimeUtc).ToList();
        var total = files.Sum(file => file.Length);
        foreach (var file in files.TakeWhile(_ => total > maxBytes).Where(file => file.FullName != justKept))
        {
            total -= file.Length;
            file.Delete();
        }
    }

    private string PathOf(string key) => Path.GetFullPath(Path.Combine(folder!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))));

    private static DateTimeOffset TimeAt(byte[] bytes, int at) => new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), TimeSpan.Zero);
}
