using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Simulators.Apple;

namespace Chancery.Simulators.Tests.Server;

/// <summary>A server and devices for one test.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly List<SimulatedAppleDevice> _devices = [];

    private Lab(FakeMdmServer server) => Server = server;

    public FakeMdmServer Server { get; }

    public static async Task<Lab> OpenAsync() => new(await FakeMdmServer.StartAsync());

    public SimulatedAppleDevice Device(Platform platform, Misbehaviour? misbehaviour = null, int seed = 1, TimeProvider? clock = null)
    {
        var device = new SimulatedAppleDevice(new SimulatedDeviceOptions
        {
            Name = $"{platform} {seed}",
            Platform = platform,
            Seed = seed,
            Misbehaviour = misbehaviour ?? Misbehaviour.None,
            TimeProvider = clock ?? TimeProvider.System,
        });
        _devices.Add(device);
        return device;
    }

    public byte[] EnrollmentProfile(Func<EnrollmentProfileSpec, EnrollmentProfileSpec>? change = null) =>
        TestProfiles.Signed(Server, TestProfiles.Enrollment(Server, change));

    public async Task<SimulatedAppleDevice> EnrolledAsync(
        Platform platform, Misbehaviour? misbehaviour = null, int seed = 1, Func<EnrollmentProfileSpec, EnrollmentProfileSpec>? change = null)
    {
        var device = Device(platform, misbehaviour, seed);
        Assert.Null(await device.EnrollAsync(EnrollmentProfile(change)));
        return device;
    }

    /// <summary>Pushes a command on a channel of a device, syncs, and gives the device's last report on it.</summary>
    public async Task<ConnectReport> RunAsync(SimulatedAppleDevice device, AppleCommand command, MdmChannel? channel = null)
    {
        Server.Push(Key(device, channel), command);
        Assert.Null((await device.SyncAsync()).Error);
        return Server.ReportOf(command);
    }

    /// <summary>Installs a profile, encrypted to the device.</summary>
    public Task<ConnectReport> InstallAsync(SimulatedAppleDevice device, byte[] clear, MdmChannel? channel = null) =>
        RunAsync(device, Install(TestProfiles.Encrypted(clear, Identity(device))), channel);

    public static InstallProfile Install(byte[] profile) => new(profile) { CommandUuid = NewUuid() };

    public static Guid NewUuid() => Guid.NewGuid();

    public static X509Certificate2 Identity(SimulatedAppleDevice device) =>
        X509CertificateLoader.LoadCertificate(device.LastIdentity!.Certificate.RawData);

    public static ChannelKey Key(SimulatedAppleDevice device, MdmChannel? channel = null) => new(device.Udid, channel?.UserId);

    public async ValueTask DisposeAsync()
    {
        _devices.ForEach(device => device.Dispose());
        await Server.DisposeAsync();
    }
}
