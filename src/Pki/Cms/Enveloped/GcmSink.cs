using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Pki;

/// <summary>
/// GCM, of which nothing is given before its tag holds: the encrypted content is kept, in memory or beyond <see cref="MostInMemory"/> in a file, which is
/// then read twice, once for the tag and once for the content.
/// </summary>
internal sealed class GcmSink(ContentAlgorithm algorithm, ReadOnlySpan<byte> key, Stream content, string? spoolFolder) : IContentSink
{
    /// <summary>The most that is decrypted in one piece.</summary>
    public const int MostInMemory = CmsLimits.MaxMessageBytes;

    private const int PieceBytes = 64 * 1024;

    private readonly byte[] _key = key.ToArray();
    private Stream _encrypted = new MemoryStream();

    public void Add(ReadOnlySpan<byte> encrypted)
    {
        if (_encrypted is MemoryStream memory)
        {
            Reserve(memory, (int)memory.Length + encrypted.Length);
        }

        _encrypted.Write(encrypted);
    }

    public bool Finish(EnvelopeTail tail) => _encrypted is MemoryStream memory ? FinishInMemory(memory, tail) : FinishSpooled(tail);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _encrypted.Dispose();
    }

    // Doubling would end in twice the most there may be.
    private void Reserve(MemoryStream memory, int length)
    {
        if (length > MostInMemory)
        {
            _encrypted = CreateSpool(spoolFolder ?? Path.GetTempPath());
            memory.WriteTo(_encrypted);
            memory.Dispose();
        }
        else if (length > memory.Capacity)
        {
            memory.Capacity = Math.Min(MostInMemory, Math.Max(length, memory.Capacity * 2));
        }
    }

    // What is in it is encrypted; it is the owner's alone all the same, and is gone when closed.
    private static FileStream CreateSpool(string folder)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            BufferSize = PieceBytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(folder, $"chancery-{RandomNumberGenerator.GetHexString(24, lowercase: true)}.spool"), options);
    }

    private bool FinishInMemory(MemoryStream memory, EnvelopeTail tail)
    {
        var encrypted = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        try
        {
            // In place: the buffer is this object's own.
            using var gcm = new AesGcm(_key, tail.Tag.Length);
            gcm.Decrypt(algorithm.Vector.Span, encrypted, tail.Tag.Span, encrypted, tail.Authenticated.Span);
            content.Write(encrypted);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encrypted);
        }
    }

    private bool FinishSpooled(EnvelopeTail tail)
    {
        try
        {
            Decrypt(tail, Stream.Null);
            Decrypt(tail, content);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            return false;
        }
    }

    private void Decrypt(EnvelopeTail tail, Stream to)
    {
        var cipher = new GcmBlockCipher(AesUtilities.CreateEngine());
        cipher.Init(false, new AeadParameters(new KeyParameter(_key), tail.Tag.Length * 8, algorithm.Vector.ToArray(), tail.Authenticated.ToArray()));
        var encrypted = new byte[PieceBytes];
        var clear = new byte[PieceBytes + 32];
        _encrypted.Position = 0;
        for (int read; (read = _encrypted.Read(encrypted)) > 0;)
        {
            to.Write(clear.AsSpan(0, cipher.ProcessBytes(encrypted.AsSpan(0, read), clear)));
        }

        var rest = cipher.ProcessBytes(tail.Tag.Span, clear);
        rest += cipher.DoFinal(clear.AsSpan(rest));
        to.Write(clear.AsSpan(0, rest));
        CryptographicOperations.ZeroMemory(clear);
    }
}
