using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>Decrypts a file too large to be held. What comes out lies beside the file asked for until all of it did, and takes its name only then.</summary>
internal static class LargeDecryption
{
    public static int Run(CliContext context, string file, string output, DecryptionKeys keys, DecryptionPolicy policy)
    {
        var part = output + ".part";
        try
        {
            var opened = Open(file, part, keys, policy);
            if (!opened.IsOk)
            {
                File.Delete(part);
                return context.Fail(opened.Error);
            }

            File.Move(part, output, overwrite: true);
            context.Error.WriteLine(context.Say(MailWords.Hidden(
                opened.Value.Authenticated ? Confidentiality.EncryptedAuthenticated : Confidentiality.EncryptedIntegrityUnknown)));
            context.Error.WriteLine(context.Say(MailWords.OpenedWith(VerdictText.Visible(opened.Value.OpenedWith.Subject))));
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            return context.Fail("fileUnwritable", output);
        }
    }

    private static PkiResult<OpenedEnvelope> Open(string file, string part, DecryptionKeys keys, DecryptionPolicy policy)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var cms = File.OpenRead(file);
        using var content = new FileStream(part, options);
        return MailDecryption.Decrypt(cms, content, keys, policy);
    }
}
