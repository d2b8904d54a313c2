using System.Diagnostics;

namespace Chancery.Interop.Tests;

/// <summary>
/// A Postfix of its own: a relay that passes mail on to a second hop, which claims to know no 8BITMIME, so that what is not seven-bit is converted and
/// what is too long is folded; then into a Maildir. As rough as a road gets.
/// </summary>
internal sealed class PostfixServer : IDisposable
{
    /// <summary>Owner of the Maildirs: nobody's.</summary>
    public const int MailUser = 5000;

    private readonly TempFolder _folder;
    private readonly Process _process;

    public PostfixServer(TempFolder folder, IEnumerable<string> boxes)
    {
        Assert.True(Environment.UserName == "root", "Postfix's master process runs as root; so must this test.");
        _folder = folder;
        Port = Ports.Free();
        foreach (var part in new[] { "postfix/etc", "postfix/queue", "postfix/data", "mail" })
        {
            folder.Make(part);
        }

        Tool.MustRun("chmod", ["755", folder.Root]);
        Tool.MustRun("chown", ["postfix", folder.At("postfix/data")]);
        Tool.MustRun("chown", [$"{MailUser}:{MailUser}", folder.At("mail")]);
        folder.Write("postfix/etc/boxes", string.Concat(boxes.Select(box => $"{box}@example.test {box}/\n")));
        folder.Write("postfix/etc/main.cf", Main());
        folder.Write("postfix/etc/master.cf", Master(Ports.Free()));
        _process = Tool.StartServer("postfix", "-c", folder.At("postfix/etc"), "start-fg");
    }

    public int Port { get; }

    public Task ReadyAsync() => Ports.WaitAsync(Port, "220 ", Log);

    public string Log() => File.Exists(_folder.At("postfix/log")) ? File.ReadAllText(_folder.At("postfix/log")) : "no log";

    public void Dispose()
    {
        Tool.Run("postfix", ["-c", _folder.At("postfix/etc"), "stop"]);
        _process.WaitForExit(10_000);
        _process.Dispose();
    }

    private string Main() => $"""
        compatibility_level = 3.6
        queue_directory = {_folder.At("postfix/queue")}
        data_directory = {_folder.At("postfix/data")}
        maillog_file = {_folder.At("postfix/log")}
        maillog_file_prefixes = {_folder.Root}
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = mta.example.test
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        disable_dns_lookups = yes
        local_recipient_maps =
        alias_maps =
        alias_database =
        biff = no
        virtual_mailbox_domains = example.test
        virtual_mailbox_base = {_folder.At("mail")}
        virtual_mailbox_maps = texthash:{_folder.At("postfix/etc/boxes")}
        virtual_uid_maps = static:{MailUser}
        virtual_gid_maps = static:{MailUser}
        smtpd_recipient_restrictions = permit_mynetworks, reject
        smtpd_relay_restrictions = permit_mynetworks, reject

        """;

    private string Master(int second) => $"""
        127.0.0.1:{Port} inet n - n - - smtpd
          -o content_filter=smtp:[127.0.0.1]:{second}
        127.0.0.1:{second} inet n - n - - smtpd
          -o smtpd_discard_ehlo_keywords=8bitmime,smtputf8
        smtp unix - - n - - smtp
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        postlog unix-dgram n - n - 1 postlogd

        """;
}
