using Chancery.Channels.Connectors;
using Chancery.Connector.Trust;
using Chancery.Connector.Work;
using Chancery.Domain;
using Chancery.Pki;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Connector.Tests;

/// <summary>A connector on a folder of its own, driven as a server would drive it: by bodies of work.</summary>
internal sealed class TestOffice : IAsyncDisposable
{
    internal const string Alice = "alice@example.test";
    internal const string Mallory = "mallory@example.test";

    // Making the vault's and the authorities' keys takes seconds: made once, then copied.
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private TestOffice(string folder, ConnectorCore core, MailBox mail, FakeTimeProvider time, ListLogger log) =>
        (Folder, Core, Mail, Time, Log, Dispatcher) = (folder, core, mail, time, log, new WorkDispatcher(core, log));

    internal string Folder { get; }

    internal ConnectorCore Core { get; private set; }

    internal MailBox Mail { get; }

    internal FakeTimeProvider Time { get; }

    internal ListLogger Log { get; }

    internal WorkDispatcher Dispatcher { get; private set; }

    internal static async Task<TestOffice> OpenAsync(
        TrustCheck? without = null, Func<ConnectorOptions, ConnectorOptions>? change = null, FakeTimeProvider? time = null)
    {
        var folder = TestFolder.CopyOf(await Template.Value);
        time ??= new FakeTimeProvider(Start);
        return await OpenAsync(folder, without, change, time, new MailBox(), new ListLogger());
    }

    /// <summary>As after a crash: the same folder, opened again.</summary>
    internal async Task ReopenAsync(TrustCheck? without = null)
    {
        Core.Dispose();
        var again = await OpenAsync(Folder, without, null, Time, Mail, Log);
        (Core, Dispatcher) = (again.Core, again.Dispatcher);
    }

    internal Task<WorkOutcome> DoAsync(WorkBody work) => Dispatcher.HandleAsync(Guid.NewGuid(), work, CancellationToken.None);

    internal async Task<T> DoAsync<T>(WorkBody work)
        where T : WorkOutcome
    {
        var outcome = await DoAsync(work);
        return outcome as T ?? throw new InvalidOperationException($"Not {typeof(T).Name}: {outcome} {string.Join('\n', Log.Lines)}");
    }

    internal CreateEnrollmentWork Enrollment(
        string address, EnrollmentDelivery delivery = EnrollmentDelivery.Mail, Platform platform = Platform.IOS, string language = "en") =>
        new(Guid.NewGuid(), address, [], "Somebody", language, platform, delivery);

    /// <summary>Enrols a device as the person at an address, reading the letter in that person's mailbox.</summary>
    internal async Task<TestDevice> EnrollAsync(string address, int key = 0)
    {
        var work = Enrollment(address);
        await DoAsync<EnrollmentCreated>(work);
        return await TestDevice.EnrollAsync(this, Mail.Profile(address), key);
    }

    internal async Task<ImportedKey> ImportAsync(TestPfx pfx, string owner, string purpose = "smimeEncryption", params string[] former)
    {
        var outcome = await DoAsync<PfxImported>(Import(pfx, owner, owner, purpose, former));
        return Assert.Single(outcome.Identities);
    }

    internal ImportPfxWork Import(TestPfx pfx, string owner, string address, string purpose = "smimeEncryption", params string[] former)
    {
        var import = new SealedImport
        {
            Pfx = pfx.Bytes,
            Password = pfx.Password,
            OwnerAddress = owner,
            FormerAddresses = [.. former],
            Purpose = purpose,
        };
        return new ImportPfxWork(
            SealedImport.Seal(import, Core.Vault.Certificate), address,
            purpose == "smimeSigning" ? IntendedPurpose.SmimeSigning : IntendedPurpose.SmimeEncryption);
    }

    public ValueTask DisposeAsync()
    {
        Core.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static ConnectorOptions Options(string folder, TimeProvider time) => new()
    {
        DataFolder = folder,
        ServerUrl = new Uri("https://server.example.test"),
        PublicUrl = new Uri("https://chancery.example.test"),
        Mail = new ConnectorMailOptions { From = "chancery@example.test", SpoolFolder = Path.Combine(folder, "spool") },
        Organization = "Example",
        Time = time,
    };

    // Certificates are also held against OpenSSL, which asks the machine's clock.
    private static DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow();

    private static async Task<TestOffice> OpenAsync(
        string folder, TrustCheck? without, Func<ConnectorOptions, ConnectorOptions>? change, FakeTimeProvider time, MailBox mail, ListLogger log)
    {
        var options = Options(folder, time);
        var checks = without is { } check ? TrustChecks.Complete.Without(check) : TrustChecks.Complete;
        var core = await ConnectorCore.OpenAsync(change?.Invoke(options) ?? options, mail, [], checks, CancellationToken.None);
        return core.IsOk ? new TestOffice(folder, core.Value, mail, time, log) : throw new InvalidOperationException(core.Error.ToString());
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = TestFolder.Make();
        var core = await ConnectorCore.OpenAsync(Options(folder, new FakeTimeProvider(Start)), new MailBox(), [], TrustChecks.Complete, CancellationToken.None);
        core.Value.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return folder;
    }
}
