using Chancery.Client;
using Chancery.Domain;
using Chancery.Simulators.Apple;

namespace Chancery.System.Tests;

/// <summary>The commands about devices, on a device.</summary>
[Collection("serve")]
public sealed class DeviceCommandsTests(ServeFixture serve)
{
    [Fact]
    public async Task Device_is_wiped_only_under_its_own_name()
    {
        using var device = await EnrollAsync("wiped-phone");
        const string session = """
            $ chancery connect --server {server} --token-file {token} --server-cert {tls} --vault-cert {vault} --json
            {
            …
            …
            …
            …
            }
            $ chancery device list
            name…platform…user…state…last sync…id
            wiped-phone…iOS…hugo@example.test…managed…
            $ chancery device lock wiped-phone
            wiped-phone is locked at its next sync
            $ LANG=fr chancery device lock wiped-phone
            wiped-phone sera verrouillé à sa prochaine synchronisation
            $ chancery device wipe wiped-phone
            ! error: this needs the device’s name as confirmation: wiped-phone [confirmationMissing]
            ! hint: give --confirm with the device’s name, exactly as above
            = 3
            $ LANG=fr chancery device wipe wiped-phone --confirm another
            ! erreur : il faut le nom de l’appareil en confirmation : wiped-phone [confirmationMissing]
            ! conseil : donnez --confirm avec le nom de l’appareil, exactement comme ci-dessus
            = 3
            $ chancery device wipe wiped-phone --confirm wiped-phone
            wiped-phone is erased at its next sync
            """;

        var (expected, actual) = await new Transcript(session, serve.Names, serve.At("config-wipe")).PlayAsync();
        Assert.Equal(expected, actual);
        await device.SyncAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DeviceState.Fresh, device.State);
    }

    private async Task<SimulatedAppleDevice> EnrollAsync(string name)
    {
        var (client, spool) = (serve.Service.Client, serve.Service.Spool);
        var user = new ClientUser { UserPrincipalName = "hugo@example.test", Mail = "hugo@example.test", DisplayName = "Hugo" };
        Assert.Null((await client.CreateUserAsync(user)).Error);
        Assert.Null((await client.CreateEnrollmentAsync(user.UserPrincipalName, "iOS", "mail")).Error);
        string? letter = null;
        for (var tries = 0; letter is null && tries < 300; tries++)
        {
            await Task.Delay(100);
            letter = Directory.Exists(spool)
                ? Directory.GetFiles(spool, "*.eml").FirstOrDefault(file => File.ReadAllText(file).Contains("hugo@example.test", StringComparison.Ordinal)) : null;
        }

        var device = new SimulatedAppleDevice(new SimulatedDeviceOptions { Name = name, Platform = Platform.IOS, Misbehaviour = Misbehaviour.None });
        Assert.Null(await device.EnrollAsync(await File.ReadAllBytesAsync(letter!)));
        await device.SyncAsync();
        return device;
    }
}
