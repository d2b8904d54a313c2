using Chancery.Channels.Connectors;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

/// <summary>The connector as a process runs it, against a server on real HTTPS.</summary>
public sealed class WorkLoopTests
{
    [Fact]
    public async Task Connector_joins_publishes_and_works()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using var running = Running.Start(office, server);
        var work = office.Enrollment(TestOffice.Alice);
        Assert.IsType<EnrollmentCreated>(await server.DoAsync(work));
        var spool = Assert.Single(Directory.GetFiles(Path.Combine(office.Folder, "spool"), "*.eml"));
        var letter = Mail.SecureMail.Open(File.ReadAllBytes(spool), []).Value;
        var spec = TestDevice.ReadProfile(Assert.Single(letter.Attachments).Content);
        Assert.Equal([server.Certificate.RawData], spec.TlsRoots);

        Assert.True(server.Published.TryPeek(out var published));
        Assert.Equal(["root.crl", "issuing.crl", "device.crl"], published.Crls.Select(list => list.Name));
        var ca = CertificateReader.Read(published.DeviceAuthority).Value;
        var request = ScepClient.Create(Keys.Rsa(0), "CN=x", spec.Scep.Challenge, ca, null);
        var answer = Assert.IsType<ScepAnswered>(await server.DoAsync(new ScepWork(request.Message)));
        var device = new TestDevice(answer.EnrollmentId!.Value, ScepClient.ReadReply(answer.Message, request, ca).Value, Keys.Rsa(0));
        var seals = await Task.WhenAll(Enumerable.Range(0, 5).Select(index =>
            server.DoAsync(device.Seal($"item{index}", "r1", TestDevice.Issued("signing", TestOffice.Alice)))));
        Assert.All(seals, outcome => Assert.Single(device.Open(Assert.IsType<ProfileSealed>(outcome).Profile)));
    }

    [Fact]
    public async Task Revocation_is_published_at_once()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using var running = Running.Start(office, server);
        Assert.IsType<BindingEnded>(await server.DoAsync(new EndBindingWork(Guid.NewGuid(), true)));
        for (var tries = 0; server.Published.Count < 2 && tries < 200; tries++)
        {
            await Task.Delay(50);
        }

        Assert.True(server.Published.Count >= 2);
    }

    [Fact]
    public async Task Server_that_is_away_is_tried_again()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        server.FailuresToCome = 2;
        await using var running = Running.Start(office, server);
        Assert.IsType<EnrollmentCreated>(await server.DoAsync(office.Enrollment(TestOffice.Alice)));
        Assert.Contains(running.Log.Lines, line => line.Contains("did not answer publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_the_server_does_not_take_keep_nobody_waiting()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        server.ResultsRefused = 8;
        await using var running = Running.Start(office, server);
        var lost = Enumerable.Range(0, 8).Select(_ => server.DoAsync(new RevokeCertificateWork("01", "superseded"))).ToArray();
        for (var tries = 0; server.ResultsRefused > 0 && tries < 600; tries++)
        {
            await Task.Delay(50);
        }

        Assert.IsType<EnrollmentCreated>(await server.DoAsync(office.Enrollment(TestOffice.Alice)));
        Assert.All(lost, one => Assert.False(one.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Connector_that_has_joined_asks_for_no_code_again()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using (Running.Start(office, server))
        {
            await server.DoAsync(office.Enrollment(TestOffice.Alice));
        }

        await using (Running.Start(office, server, code: null))
        {
            await server.DoAsync(office.Enrollment(TestOffice.Mallory));
        }

        Assert.Equal(1, server.Joins);
    }

    [Fact]
    public async Task Connector_that_the_server_has_forgotten_joins_again()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using (Running.Start(office, server))
        {
            await server.DoAsync(office.Enrollment(TestOffice.Alice));
        }

        server.Forget();
        await using (Running.Start(office, server))
        {
            await server.DoAsync(office.Enrollment(TestOffice.Mallory));
        }

        Assert.Equal(2, server.Joins);
    }

    [Theory]
    [InlineData("wrong", "joinRefused")]
    [InlineData(null, "joinCodeMissing")]
    [InlineData(" ", "joinCodeMissing")]
    public async Task Connector_without_a_good_code_stops_and_says_so(string? code, string error)
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using var running = Running.Start(office, server, code);
        Assert.Equal(error, (await running.Ended.WaitAsync(TimeSpan.FromSeconds(60)))?.Code);
    }

    [Fact]
    public async Task Server_with_another_certificate_is_not_spoken_to()
    {
        await using var office = await TestOffice.OpenAsync();
        await using var server = await FakeServer.StartAsync();
        await using var running = Running.Start(office, server, pin: new string('0', 64));
        for (var tries = 0; !running.Log.Lines.Any(line => line.Contains("did not answer join", StringComparison.Ordinal)) && tries < 400; tries++)
        {
            await Task.Delay(50);
        }

        Assert.Contains(running.Log.Lines, line => line.Contains("did not answer join", StringComparison.Ordinal));
        Assert.Equal(0, server.Joins);
    }

    [Fact]
    public async Task Host_prints_what_is_wrong_and_gives_the_catalogues_exit_code()
    {
        var folder = TestFolder.Make();
        var options = TestOffice.Options(folder, TimeProvider.System) with { PublicUrl = new Uri("http://x") };
        Assert.Equal(ErrorCatalogue.Find("connectorSettingsInvalid").ExitCode, await ConnectorHost.RunAsync(options, default));
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        internal required ListLogger Log { get; init; }

        internal Task<Error?> Ended { get; private set; } = Task.FromResult<Error?>(null);

        internal static Running Start(TestOffice office, FakeServer server, string? code = FakeServer.JoinCode, string? pin = null)
        {
            office.Core.Dispose();
            var file = Path.Combine(office.Folder, "server.pem");
            File.WriteAllText(file, server.Certificate.ExportCertificatePem());
            var options = TestOffice.Options(office.Folder, TimeProvider.System) with
            {
                ServerUrl = server.Url,
                ServerCertificate = pin ?? file,
                JoinCode = _ => Task.FromResult(code),
            };
            var running = new Running { Log = new ListLogger() };
            running.Ended = ConnectorHost.RunAsync(options, TrustChecks.Complete, running.Log, running._stop.Token);
            return running;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Ended.WaitAsync(TimeSpan.FromSeconds(60));
            _stop.Dispose();
        }
    }
}
