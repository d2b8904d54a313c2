using Chancery.Domain;
using Chancery.Simulators.Apple;
using Chancery.Simulators.MailApps;

namespace Chancery.Cli.Demo;

/// <summary>A device of the demo and its mail app.</summary>
internal sealed record DemoDevice(string Name, string User, SimulatedAppleDevice Device, MailApp Mail)
{
    /// <summary>The device's identifier at the server, once it is enrolled.</summary>
    public string Id { get; set; } = "";

    public string Platform => Device.Platform == Domain.Platform.IOS ? "iOS" : "macOS";
}

/// <summary>The four devices.</summary>
internal sealed class DemoCast : IDisposable
{
    public const string Alice = "alice@example.test";
    public const string Bob = "bob@example.test";

    public DemoDevice AliceIPhone { get; } = Make("alice-iphone", Alice, Platform.IOS, 11);

    public DemoDevice AliceMac { get; } = Make("alice-mac", Alice, Platform.MacOS, 12);

    public DemoDevice BobIPhone { get; } = Make("bob-iphone", Bob, Platform.IOS, 21);

    public DemoDevice BobMac { get; } = Make("bob-mac", Bob, Platform.MacOS, 22);

    public IReadOnlyList<DemoDevice> All => [AliceIPhone, AliceMac, BobIPhone, BobMac];

    public IEnumerable<DemoDevice> Of(string user) => All.Where(device => device.User == user);

    public void Dispose()
    {
        foreach (var device in All)
        {
            device.Device.Dispose();
        }
    }

    private static DemoDevice Make(string name, string user, Platform platform, int seed)
    {
        var person = user.Split('@')[0];
        var device = new SimulatedAppleDevice(new SimulatedDeviceOptions
        {
            Name = name,
            Platform = platform,
            Seed = seed,
            UserShortName = person,
            UserLongName = char.ToUpperInvariant(person[0]) + person[1..],
        });
        return new DemoDevice(name, user, device, new MailApp(device));
    }
}
