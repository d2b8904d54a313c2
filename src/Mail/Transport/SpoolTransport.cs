using System.Globalization;
using System.Security.Cryptography;

namespace Chancery.Mail;

/// <summary>
/// Delivers into a folder, one <c>.eml</c> file for each mail: for the demo, for tests, and for sites whose own mail system collects from
/// there. A file appears complete or not at all.
/// </summary>
/// <param name="folder">The folder; made, for its owner alone, where it does not exist.</param>
/// <param name="timeProvider">Names the files by time, so that a listing is in order of arrival.</param>
public sealed class SpoolTransport(string folder, TimeProvider timeProvider) : IMailTransport
{
    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        MakeFolder();
        var stamp = timeProvider.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);
        var name = $"{stamp}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var partial = Path.Combine(folder, name + ".partial");
        await using (var file = new FileStream(partial, Creation()))
        {
            await file.WriteAsync(mail.Bytes, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, Path.Combine(folder, name + ".eml"));
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Enrolment letters hold one-time challenges: nobody but the owner reads the spool.
    private static FileStreamOptions Creation()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
