using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>
/// Reads keys with their certificates from what a person names: PKCS#12 files, PEM files (key and certificate may be in two), folders of both.
/// Passwords are the lines of the file named, else the first line of FILE.password beside each.
/// </summary>
internal static class Identities
{
    private static readonly string[] Endings = [".p12", ".pfx", ".pem", ".key", ".crt"];

    /// <returns>The identities; null after the failure was printed.</returns>
    public static IReadOnlyList<Pkcs12Identity>? Read(CliContext context, IEnumerable<string> names, string? passwordFile)
    {
        if (Passwords(context, passwordFile) is not { } passwords || Sources(context, names) is not { } sources)
        {
            return null;
        }

        var identities = new List<Pkcs12Identity>();
        foreach (var source in sources)
        {
            var read = Open(source.Bytes, passwordFile is null ? Beside(context, source.Path) : passwords);
            if (read.IsOk)
            {
                identities.AddRange(read.Value);
            }
            else if (source.FromFolder)
            {
                // A folder of former years holds what nobody remembers the password of: told, and passed over.
                context.Error.WriteLine(context.Say(MailWords.PassedOver(source.Path, read.Error!.Name)));
            }
            else
            {
                context.Fail(read.Error!, source.Path);
                return null;
            }
        }

        return identities;
    }

    // Each password is tried in turn; the failure told is that of the last.
    private static PkiResult<System.Collections.Immutable.ImmutableArray<Pkcs12Identity>> Open(byte[] bytes, string?[] passwords)
    {
        var read = IdentityReader.Read(bytes, passwords[0], Pkcs12Limits.Personal);
        foreach (var password in passwords.Skip(1).TakeWhile(_ => read.Error?.Code == PkiErrorCode.PfxWrongPassword))
        {
            read = IdentityReader.Read(bytes, password, Pkcs12Limits.Personal);
        }

        return read;
    }

    private static List<Source>? Sources(CliContext context, IEnumerable<string> names)
    {
        var sources = new List<Source>();
        var pem = new List<Source>();
        foreach (var (path, fromFolder) in names.SelectMany(name => Materials.Files(name, Endings)))
        {
            if (context.ReadFile(path) is not { } bytes)
            {
                return null;
            }

            (bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? pem : sources).Add(new Source(path, fromFolder, bytes));
        }

        // A key and its certificate are often two files: all PEM is read as one.
        if (pem.Count > 0)
        {
            sources.Add(new Source(pem[0].Path, pem[0].FromFolder, [.. pem.SelectMany(one => one.Bytes.Append((byte)'\n'))]));
        }

        return sources;
    }

    private static string?[]? Passwords(CliContext context, string? file) =>
        file is null ? [null] : context.ReadFile(file) is { } bytes ? Lines(bytes) : null;

    private static string?[] Beside(CliContext context, string path) =>
        File.Exists(path + ".password") && context.ReadFile(path + ".password") is { } bytes ? Lines(bytes) : [null];

    private static string?[] Lines(byte[] bytes)
    {
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var passwords = lines.Where(line => line.Length > 0).Take(100).ToArray();
        return passwords.Length > 0 ? passwords : [""];
    }

    private sealed record Source(string Path, bool FromFolder, byte[] Bytes);
}
