using System.Diagnostics;

namespace Chancery.Interop.Tests;

/// <summary>A Dovecot of its own, that serves the Maildirs by IMAP.</summary>
internal sealed class DovecotServer : IDisposable
{
    public const string Password = "interop";

    private readonly TempFolder _folder;
    private readonly Process _process;

    public DovecotServer(TempFolder folder)
    {
        _folder = folder;
        Port = Ports.Free();
        folder.Make("dovecot/run");
        folder.Make("dovecot/state");
        _process = Tool.StartServer("dovecot", "-F", "-c", folder.Write("dovecot/conf", Configuration()));
    }

    public int Port { get; }

    public Task ReadyAsync() => Ports.WaitAsync(Port, "* OK", Log);

    public void Dispose()
    {
        // Its own children end with it.
        Tool.Run("kill", [_process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        _process.WaitForExit(10_000);
        _process.Dispose();
    }

    private string Log() => File.Exists(_folder.At("dovecot/log")) ? File.ReadAllText(_folder.At("dovecot/log")) : "no log";

    private string Configuration() => $$"""
        base_dir = {{_folder.At("dovecot/run")}}
        state_dir = {{_folder.At("dovecot/state")}}
        log_path = {{_folder.At("dovecot/log")}}
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        mail_location = maildir:{{_folder.At("mail")}}/%n
        first_valid_uid = 1000
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{PostfixServer.MailUser}} gid={{PostfixServer.MailUser}} home={{_folder.At("mail")}}/%n
        }
        service imap-login {
          inet_listener imap {
            address = 127.0.0.1
            port = {{Port}}
          }
          inet_listener imaps {
            port = 0
          }
        }

        """;
}
