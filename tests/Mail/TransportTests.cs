namespace Chancery.Mail.Tests;

public sealed class TransportTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("chancery-spool-").FullName, "spool");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Spooled_mails_are_whole_files_of_their_own()
    {
        var transport = new SpoolTransport(_folder, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            transport.SendAsync(new OutgoingMail("a@example.test", ["b@example.test"], [(byte)i]), CancellationToken.None)));

        var files = Directory.GetFiles(_folder);

        Assert.Equal(50, files.Length);
        Assert.All(files, file => Assert.EndsWith(".eml", file));
        Assert.Equal(50, files.Select(file => File.ReadAllBytes(file).Single()).Distinct().Count());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(files[0]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Smtp_relay_that_is_away_is_an_io_exception()
    {
        var transport = new SmtpTransport(new SmtpSettings("127.0.0.1", 1, SmtpSecurity.None, "user", "hunter2"));

        var thrown = await Assert.ThrowsAnyAsync<IOException>(() =>
            transport.SendAsync(new OutgoingMail("a@example.test", ["b@example.test"], "From: a@example.test\r\n\r\nhi"u8.ToArray()), CancellationToken.None));

        Assert.DoesNotContain("hunter2", thrown.ToString());
    }

    [Fact]
    public async Task Smtp_relay_gets_the_bytes_as_they_are()
    {
        await using var relay = new SmallSmtpServer();
        var eml = SecureMail.Sign(TestPeople.Alice.Write("bob@example.test"), TestPeople.Alice.Signer).Value;

        await new SmtpTransport(new SmtpSettings("127.0.0.1", relay.Port, SmtpSecurity.None))
            .SendAsync(new OutgoingMail("alice@example.test", ["bob@example.test"], eml), CancellationToken.None);

        var received = await relay.Received;
        Assert.Equal(("alice@example.test", "bob@example.test"), (received.From, received.To));
        Assert.Equal(SignatureState.Valid, SecureMail.Open(received.Bytes, []).Value.Signature.State);
    }
}
