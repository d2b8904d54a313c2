using System.Security.Cryptography;
using System.Text;

namespace Chancery.System.Tests;

/// <summary>Somebody who steals the server's data folder reads no mail: none of the demo's secrets is in it, in any of the forms data takes.</summary>
[Collection("demo")]
public sealed class DemoSecretsTests(DemoFixture demo)
{
    private const string Challenges = """
        import plistlib, sys, glob
        for path in glob.glob(sys.argv[1] + '/devices/*/profiles/*.mobileconfig'):
            for payload in plistlib.load(open(path, 'rb')).get('PayloadContent', []):
                if payload['PayloadType'] == 'com.apple.security.scep':
                    print(payload['PayloadContent']['Challenge'])
        """;

    [Fact]
    public void Servers_data_folder_holds_no_private_key()
    {
        var keys = demo.Devices.SelectMany(device => demo.IdentitiesOf(device.GetProperty("name").GetString()!).Select(demo.Pem)
                .Append(demo.At($"devices/{device.GetProperty("name").GetString()}/device-identity.pem")))
            .Select(PrivateNumbers).ToList();

        Assert.True(keys.Count >= 14);
        Assert.All(keys, key => Assert.Empty(FilesThatHold(key)));
    }

    [Fact]
    public void Servers_data_folder_holds_no_password()
    {
        var passwords = Directory.GetFiles(demo.At("devices"), "*.password", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();

        Assert.NotEmpty(passwords);
        Assert.All(passwords, password => Assert.Empty(FilesThatHold(password)));
    }

    [Fact]
    public void Servers_data_folder_holds_no_enrolment_challenge()
    {
        var challenges = Tool.Python(Challenges, demo.Folder).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, challenges.Length);
        Assert.All(challenges, challenge => Assert.Empty(FilesThatHold(Encoding.UTF8.GetBytes(challenge))));
    }

    [Fact]
    public void Search_finds_what_is_there_so_that_these_tests_can_fail() =>
        Assert.NotEmpty(FilesThatHold(Encoding.UTF8.GetBytes("alice@example.test")));

    // A prime of the key stands for it: it is in every encoding of the private key, and in no public thing.
    private static byte[] PrivateNumbers(string pem)
    {
        using var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(pem));
        return key.ExportParameters(includePrivateParameters: true).P!;
    }

    // Base64 depends on what stands before: three shifts, each without the characters its neighbours share.
    private static IEnumerable<byte[]> Forms(byte[] secret)
    {
        yield return secret;
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(secret));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret));
        yield return Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(secret));
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. secret]);
            yield return Encoding.ASCII.GetBytes(text[(shift == 0 ? 0 : 4)..(text.Length - 4)]);
        }
    }

    private List<string> FilesThatHold(byte[] secret)
    {
        var forms = Forms(secret).ToList();
        return [.. Directory.GetFiles(Path.Combine(demo.Data, "server"), "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file) is var bytes && forms.Exists(form => bytes.AsSpan().IndexOf(form) >= 0))];
    }
}
