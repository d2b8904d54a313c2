using System.Globalization;
using Chancery.Cli.Words;
using Chancery.Mail;
using Chancery.Simulators.MailApps;
using static Chancery.Cli.Demo.DemoRun;

namespace Chancery.Cli.Demo;

/// <summary>The mail of the demo: who writes it, who can read it, and who cannot.</summary>
internal sealed class DemoPost(DemoRun run, DemoFolder folder)
{
    private const string Archive = "archive@example.test";
    private readonly List<(ReportedMail Mail, byte[] Eml)> _mails = [];

    public IReadOnlyList<ReportedMail> Mails => [.. _mails.Select(one => one.Mail)];

    /// <summary>Every mail, as it travelled.</summary>
    public IEnumerable<(ReportedMail Mail, byte[] Eml)> All => _mails;

    public void Run(DemoCast cast, DemoFacts facts)
    {
        SignedByAlice(cast);
        EncryptedByBob(cast, facts);
        OldMail(cast, facts);
        AnswerOfAlice(cast);
    }

    // Each of Alice's devices signs with a certificate of its own; Bob's devices learn from the letter what to encrypt to.
    private void SignedByAlice(DemoCast cast)
    {
        foreach (var device in cast.Of(DemoCast.Alice))
        {
            var sent = Sent(device.Mail.SendSigned([DemoCast.Bob], $"Signed on {device.Name}", "Dear Bob,\n\nthis is signed.\n\nAlice\n"), device);
            Deliver(
                $"signed-{device.Name}", sent, DemoCast.Alice, DemoCast.Bob, cast.Of(DemoCast.Bob), [],
                read => read.SignerIsTrusted && read.Learned is not null);
        }

        run.Say(DemoWords.AliceSigned);
    }

    private void EncryptedByBob(DemoCast cast, DemoFacts facts)
    {
        foreach (var device in cast.Of(DemoCast.Bob))
        {
            var sent = Sent(
                device.Mail.SendEncrypted([DemoCast.Alice], $"Encrypted on {device.Name}", "Chère Alice,\n\nceci est signé et chiffré.\n\nBob\n"), device);
            Promise(sent.SignedWith == facts.ImportedSigning.Thumbprint, $"{device.Name} does not sign with the imported certificate.");
            Promise(sent.EncryptedTo.Contains(facts.History(DemoCast.Alice)[^1].Thumbprint), $"{device.Name} did not learn Alice's current certificate.");
            Deliver($"encrypted-{device.Name}", sent, DemoCast.Bob, DemoCast.Alice, cast.All, [], read => read.SignerIsTrusted);
        }

        run.Say(DemoWords.BobEncrypted);
    }

    // Letters of years ago: the old authority's world wrote them, and only their certificates have expired since.
    private void OldMail(DemoCast cast, DemoFacts facts)
    {
        var history = facts.History(DemoCast.Alice);
        for (var i = 0; i < history.Count - 1; i++)
        {
            var certificate = history[i].Certificate;
            var draft = new MailDraft(
                Archive, [DemoCast.Alice], $"Minutes of {certificate.NotAfter.Year - 1}", "Kept since then.\n",
                new DateTimeOffset(certificate.NotAfter.AddDays(-100)));
            var eml = SecureMail.Encrypt(draft, [certificate]);
            Promise(eml.IsOk, "The archive could not write an old mail.");
            var sent = new SentMail(eml.Value, MailProblem.None, null, null, [history[i].Thumbprint]);
            Deliver(
                string.Create(CultureInfo.InvariantCulture, $"archive-{certificate.NotAfter.Year - 1}"), sent, Archive, DemoCast.Alice,
                cast.Of(DemoCast.Alice), cast.Of(DemoCast.Bob), _ => true);
        }

        run.Say(DemoWords.OldMailOpened);
    }

    private void AnswerOfAlice(DemoCast cast)
    {
        var sent = Sent(cast.AliceIPhone.Mail.SendEncrypted([DemoCast.Bob], "Re: Encrypted", "Dear Bob,\n\nread on the road.\n\nAlice\n"), cast.AliceIPhone);
        Deliver("answer-alice-iphone", sent, DemoCast.Alice, DemoCast.Bob, cast.All, [], read => read.SignerIsTrusted);
        run.Say(DemoWords.AliceAnswered);
    }

    private void Deliver(
        string name, SentMail sent, string from, string to, IEnumerable<DemoDevice> readers, IEnumerable<DemoDevice> others, Func<ReadMail, bool> asPromised)
    {
        foreach (var device in readers)
        {
            var read = device.Mail.Read(sent.Eml!);
            Promise(read.IsOpened && asPromised(read), $"{device.Name} reads the mail {name} as {read.Problem ?? read.Opened!.Signature.State.ToString()}.");
        }

        foreach (var device in others)
        {
            Promise(!device.Mail.Read(sent.Eml!).IsOpened, $"{device.Name} opened the mail {name}, which is not for it.");
        }

        var file = string.Create(CultureInfo.InvariantCulture, $"mail/{_mails.Count + 1:00}-{name}.eml");
        folder.Write(file, sent.Eml!);
        _mails.Add((new ReportedMail(
            file, from, to, sent.SignedWith is not null, sent.EncryptedTo, [.. readers.Select(device => device.Name)],
            [.. others.Select(device => device.Name)]), sent.Eml!));
    }

    private static SentMail Sent(SentMail sent, DemoDevice by)
    {
        Promise(sent.Eml is not null, $"{by.Name} could not write: {sent.Problem} {sent.About}");
        return sent;
    }
}
