using System.Text;

namespace Chancery.Bench.Mail;

/// <summary>S/MIME beside OpenSSL's library and MimeKit in one run, on one core, in turns.</summary>
internal static class MailBench
{
    private const int ContentBytes = 50_000;

    /// <returns>1 where a goal was missed, so that a script can hold it; else 0.</returns>
    public static int Run()
    {
        OneCore.Pin();
        var text = Text();
        Console.WriteLine($"  {ContentBytes / 1000} kB of text, one core, operations in a second of processor time, medians of {Rounds.Count} rounds in turns");
        Console.WriteLine($"  beside {OpenSslCms.Version} and MimeKit {MimeKitMail.Version} with BouncyCastle; load of the machine {Load()}");
        Console.WriteLine($"\n  {"",-40}{"Chancery",9}{"other",9}  {"ratio",6}  {"kB",5}  goal");
        var missed = 0;
        foreach (var contest in CmsContests.All(Encoding.ASCII.GetBytes(text)).Concat(MessageContests.All(text)))
        {
            var standing = Rounds.Measure(contest);
            Console.WriteLine($"  {contest.Operation,-40}{standing.OurRate,9:N0}{standing.OtherRate,9:N0}  {standing.Ratio,6:0.00}  {standing.Allocated / 1000,5}  {Verdict(standing)}");
            missed += standing.IsHeld ? 0 : 1;
        }

        Console.WriteLine($"\n  kB: allocated by one operation of ours; {(missed == 0 ? "all goals held" : $"goals missed: {missed}")}");
        return missed == 0 ? 0 : 1;
    }

    private static string Verdict(Standing standing) => standing.Contest.Goal is { } goal ? $">= {goal:0.##} {(standing.IsHeld ? "held" : "MISSED")}" : "";

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    // Lines as people write them, with what quoted-printable has to escape.
    private static string Text()
    {
        var text = new StringBuilder();
        for (var line = 0; text.Length < ContentBytes; line++)
        {
            text.Append(line).Append(": the quick brown fox jumps over the lazy dog, 1 + 1 = 2, at noon\n");
        }

        return text.ToString(0, ContentBytes - 1) + "\n";
    }
}
