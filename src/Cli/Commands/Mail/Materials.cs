using System.Security.Cryptography.X509Certificates;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>Reads what a person names beside the mail itself: certificates, revocation lists, OCSP answers. A name is a file or a folder of files.</summary>
internal static class Materials
{
    // A folder is somebody's collection, not a database.
    private const int MostFiles = 10_000;

    private static readonly string[] CertificateEndings = [".pem", ".crt", ".cer", ".der", ".p7b", ".p7c"];
    private static readonly string[] CrlEndings = [".crl", ".pem", ".der"];
    private static readonly string[] OcspEndings = [".ocsp", ".ors", ".der"];

    /// <summary>Certificates: PEM with any number, DER, PKCS#7 bundles, folders of these.</summary>
    /// <returns>The certificates; null after the failure was printed.</returns>
    public static IReadOnlyList<X509Certificate2>? Certificates(CliContext context, IEnumerable<string> names)
    {
        var certificates = new List<X509Certificate2>();
        foreach (var file in names.SelectMany(name => Files(name, CertificateEndings)))
        {
            if (context.ReadFile(file.Path) is not { } bytes)
            {
                return null;
            }

            var read = CertificateReader.ReadAll(bytes);
            if (read.IsOk)
            {
                certificates.AddRange(read.Value);
            }
            else if (!file.FromFolder)
            {
                context.Fail(read.Error, file.Path);
                return null;
            }
        }

        return certificates;
    }

    /// <summary>Certificate revocation lists, DER or PEM.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Crls(CliContext context, IEnumerable<string> names) =>
        Read(context, names, CrlEndings, "X509 CRL", list => RevocationData.Read([list], []));

    /// <summary>OCSP responses, DER or PEM.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? OcspResponses(CliContext context, IEnumerable<string> names) =>
        Read(context, names, OcspEndings, "OCSP RESPONSE", response => RevocationData.Read([], [response]));

    private static List<ReadOnlyMemory<byte>>? Read(
        CliContext context, IEnumerable<string> names, string[] endings, string label, Func<ReadOnlyMemory<byte>, RevocationData> read)
    {
        var all = new List<ReadOnlyMemory<byte>>();
        foreach (var (path, fromFolder) in names.SelectMany(name => Files(name, endings)))
        {
            if (context.ReadFile(path) is not { } bytes)
            {
                return null;
            }

            foreach (var one in Armour.Unwrap(bytes, label))
            {
                if (read(one).Rejected is not [var error, ..])
                {
                    all.Add(one);
                }
                else if (fromFolder)
                {
                    context.Error.WriteLine(context.Say(MailWords.PassedOver(path, error.Name)));
                }
                else
                {
                    context.Fail(error, path);
                    return null;
                }
            }
        }

        return all;
    }

    /// <summary>A file as it is named, or the files of a folder with one of the endings.</summary>
    public static IEnumerable<(string Path, bool FromFolder)> Files(string name, string[] endings) => Directory.Exists(name)
        ? Directory.EnumerateFiles(name).Where(file => endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).Take(MostFiles).Select(file => (file, true))
        : [(name, false)];
}
