namespace Chancery.System.Tests;

/// <summary>Python's plistlib reads every property list of the demo, and openssl opens every encrypted profile with the key of its device.</summary>
[Collection("demo")]
public sealed class DemoAppleTests(DemoFixture demo)
{
    private const string ReadAll = """
        import plistlib, sys, glob
        count = 0
        for path in glob.glob(sys.argv[1] + '/devices/*/*/*'):
            if path.endswith(('.plist', '.mobileconfig')):
                with open(path, 'rb') as file:
                    content = plistlib.load(file)
                assert isinstance(content, dict), path
                count += 1
        print(count)
        """;

    private const string Encrypted = """
        import plistlib, sys, glob, os
        for path in sorted(glob.glob(sys.argv[1] + '/devices/*/commands/*InstallProfile*.plist')):
            profile = plistlib.load(open(path, 'rb'))['Command']['Payload']
            device = path.split(os.sep)[-3]
            if b'EncryptedPayloadContent' not in profile:
                continue
            outer = plistlib.loads(profile)
            assert 'PayloadContent' not in outer and outer['IsEncrypted'], path
            name = sys.argv[2] + '-' + device + '-' + os.path.basename(path) + '.der'
            open(name, 'wb').write(outer['EncryptedPayloadContent'])
            print(device, name)
        """;

    private const string Payloads = """
        import plistlib, sys, hashlib
        for payload in plistlib.load(open(sys.argv[1], 'rb')):
            print(payload['PayloadType'])
        """;

    [Fact]
    public void Plistlib_reads_every_command_and_every_profile()
    {
        var run = Tool.Python(ReadAll, demo.Folder);

        Assert.True(run.Exit == 0, run.Error);
        Assert.True(int.Parse(run.Output) > 40, run.Output);
    }

    [Fact]
    public void Openssl_opens_encrypted_profiles_with_the_devices_key_and_no_other()
    {
        var found = Tool.Python(Encrypted, demo.Folder, demo.Scratch("encrypted"));
        Assert.True(found.Exit == 0, found.Error);
        var profiles = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        Assert.True(profiles.Count >= 8, $"{profiles.Count} encrypted profiles");
        Assert.Equal(4, profiles.Select(profile => profile[0]).Distinct().Count());
        Assert.All(profiles, profile =>
        {
            var clear = demo.Scratch("clear.plist");
            var opened = Decrypt(profile[1], profile[0], clear);
            Assert.True(opened.Exit == 0, opened.Error);
            Assert.Contains("com.apple.security.pkcs12", Tool.Python(Payloads, clear).Output);
            var other = profiles.Select(one => one[0]).First(device => device != profile[0]);
            Assert.NotEqual(0, Decrypt(profile[1], other, demo.Scratch("none")).Exit);
        });
    }

    [Fact]
    public void Retired_device_was_told_to_remove_what_it_was_given()
    {
        var commands = Directory.GetFiles(demo.At($"devices/{demo.Retirement.GetProperty("device").GetString()}/commands")).Select(Path.GetFileName).ToList();
        var removals = commands.Count(name => name!.Contains("RemoveProfile", StringComparison.Ordinal));

        Assert.True(removals > demo.Retirement.GetProperty("removed").GetArrayLength(), $"{removals} removals");
        Assert.DoesNotContain(
            demo.Devices.Single(device => device.GetProperty("name").GetString() == demo.Retirement.GetProperty("device").GetString()).GetProperty("deployments").EnumerateArray(),
            deployment => deployment.GetProperty("state").GetString() != "removed");
    }

    private ToolRun Decrypt(string der, string device, string output) =>
        Tool.OpenSsl("cms", "-decrypt", "-inform", "DER", "-in", der, "-recip", demo.At($"devices/{device}/device-identity.pem"), "-out", output);
}
