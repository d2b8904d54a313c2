using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class CommandTests
{
    private static readonly Guid Uuid = new("0192d4c0-1111-7000-8000-00000000abcd");

    private static readonly AppleCommand[] All =
    [
        new InstallProfile([1, 2, 3]) { CommandUuid = Uuid },
        new RemoveProfile("com.example.profile") { CommandUuid = Uuid },
        new ProfileList(ManagedOnly: true) { CommandUuid = Uuid },
        new CertificateList(ManagedOnly: false) { CommandUuid = Uuid },
        new DeviceInformation(DeviceInformation.InventoryQueries) { CommandUuid = Uuid },
        new SecurityInfo { CommandUuid = Uuid },
        new EraseDevice() { CommandUuid = Uuid },
        new EraseDevice("123456") { CommandUuid = Uuid },
        new DeviceLock("123456", "Perdu ? Rendez-moi à <l’accueil>") { CommandUuid = Uuid },
    ];

    public static TheoryData<int> Commands => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_written_is_read_back_the_same(int index) =>
        Assert.Equivalent(All[index], CommandReader.Read(CommandWriter.Write(All[index])).Value, strict: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Same_command_is_the_same_bytes(int index) => Assert.Equal(CommandWriter.Write(All[index]), CommandWriter.Write(All[index] with { }));

    [Fact]
    public async Task Plistlib_reads_every_command_with_Apples_keys()
    {
        PlistDictionary Expected(string type, PlistDictionary more)
        {
            var command = new PlistDictionary { { "RequestType", type } };
            foreach (var (key, value) in more)
            {
                command.Add(key, value);
            }

            return new() { { "CommandUUID", "0192d4c0-1111-7000-8000-00000000abcd" }, { "Command", command } };
        }

        var queries = new PlistArray(DeviceInformation.InventoryQueries.Select(query => new PlistString(query)));
        PlistDictionary[] expected =
        [
            Expected("InstallProfile", new() { { "Payload", new byte[] { 1, 2, 3 } } }),
            Expected("RemoveProfile", new() { { "Identifier", "com.example.profile" } }),
            Expected("ProfileList", new() { { "ManagedOnly", true } }),
            Expected("CertificateList", new() { { "ManagedOnly", false } }),
            Expected("DeviceInformation", new() { { "Queries", queries } }),
            Expected("SecurityInfo", []),
            Expected("EraseDevice", []),
            Expected("EraseDevice", new() { { "PIN", "123456" } }),
            Expected("DeviceLock", new() { { "PIN", "123456" }, { "Message", "Perdu ? Rendez-moi à <l’accueil>" } }),
        ];
        await PlistLib.AssertReadsAsync([.. expected.Zip(All, (value, command) => ((PlistValue)value, CommandWriter.Write(command)))]);
    }

    [Fact]
    public void Unknown_command_keeps_its_uuid_so_that_a_device_can_refuse_it()
    {
        var dance = new PlistDictionary { { "RequestType", "Dance" } };
        var body = Plist.Write(new PlistDictionary { { "CommandUUID", Uuid.ToString("D") }, { "Command", dance } });
        Assert.Equal(new UnknownCommand("Dance") { CommandUuid = Uuid }, CommandReader.Read(body).Value);
    }

    [Fact]
    public void Unknown_command_is_never_written() =>
        Assert.Throws<ArgumentException>(() => CommandWriter.Write(new UnknownCommand("Dance") { CommandUuid = Uuid }));

    [Fact]
    public void Command_without_its_payload_is_refused()
    {
        var body = Plist.Write(new PlistDictionary
        {
            { "CommandUUID", Uuid.ToString("D") }, { "Command", new PlistDictionary { { "RequestType", "InstallProfile" } } },
        });
        var error = CommandReader.Read(body).Error;
        Assert.Equal(("mdmFieldMissing", "Payload"), (error?.Code, error?.Target));
        Assert.Equal("Command", CommandReader.Read(Plist.Write(new PlistDictionary { { "CommandUUID", Uuid.ToString("D") } })).Error?.Target);
        Assert.Equal("mdmFieldInvalid", CommandReader.Read(Plist.Write(new PlistDictionary { { "CommandUUID", "1" } })).Error?.Code);
    }

    [Fact]
    public void Damaged_command_gives_a_command_or_an_error_of_the_catalogue() =>
        Gen.Int[0, All.Length - 1].SelectMany(index => PlistGen.Damage(CommandWriter.Write(All[index])))
            .Sample(bytes => CommandReader.Read(bytes).Error is not { } error || CheckInTests.Declared.Contains(error.Code), iter: 3000);
}
