using Chancery.Cli.Terminal;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>Reads PKCS#12 files that a person names. The password is read from the file named, else from FILE.password beside each.</summary>
internal static class Identities
{
    /// <returns>The identities; null after the failure was printed.</returns>
    public static IReadOnlyList<Pkcs12Identity>? Read(CliContext context, IEnumerable<string> files, string? passwordFile)
    {
        var identities = new List<Pkcs12Identity>();
        foreach (var file in files)
        {
            if (context.ReadFile(file) is not { } pfx || context.ReadSecret(passwordFile ?? file + ".password") is not { } password)
            {
                return null;
            }

            var read = Pkcs12.Read(pfx, password, Pkcs12Limits.Import);
            if (!read.IsOk)
            {
                context.Fail(read.Error!, file);
                return null;
            }

            identities.AddRange(read.Value);
        }

        return identities;
    }
}
