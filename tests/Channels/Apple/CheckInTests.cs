using System.Text;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class CheckInTests
{
    private static readonly EnrollmentIds Phone = new("00008110-000A");
    private static readonly EnrollmentIds MacUser = new("5A3C", UserId: "0D1E2F", UserShortName: "alice", UserLongName: "Alice Àbécédaire");

    private static readonly CheckInMessage[] All =
    [
        new Authenticate
        {
            Ids = Phone, Topic = "com.apple.mgmt.External.x", DeviceName = "Alice’s <iPhone> & co", Model = "MG6C3LL", ModelName = "iPhone",
            ProductName = "iPhone15,2", OSVersion = "18.1", BuildVersion = "22B83", SerialNumber = "C02", Imei = "35", Meid = "99",
        },
        new Authenticate { Ids = new EnrollmentIds(null, EnrollmentId: "E1"), Topic = "com.apple.mgmt.External.x" },
        new TokenUpdate
        {
            Ids = Phone, Topic = "com.apple.mgmt.External.x", PushMagic = "magic", Token = [1, 2, 3], UnlockToken = [4], AwaitingConfiguration = true,
        },
        new TokenUpdate { Ids = MacUser, Topic = "com.apple.mgmt.External.x", PushMagic = "magic", Token = [1], NotOnConsole = true },
        new CheckOut { Ids = Phone, Topic = "com.apple.mgmt.External.x" },
        new UserAuthenticate { Ids = MacUser, DigestResponse = "Digest x" },
        new DeclarativeManagement { Ids = Phone, Endpoint = "status", Data = "{}"u8.ToArray() },
        new GetToken { Ids = Phone, TokenServiceType = "com.apple.maid" },
        new GetBootstrapToken { Ids = Phone },
        new SetBootstrapToken { Ids = Phone, BootstrapToken = [9, 9] },
    ];

    public static TheoryData<int> Messages => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_written_is_read_back_the_same(int index) =>
        Assert.Equivalent(All[index], CheckInReader.Read(CheckInWriter.Write(All[index])).Value, strict: true);

    [Fact]
    public async Task Plistlib_reads_every_message()
    {
        var written = All.Select(CheckInWriter.Write).ToArray();
        Assert.Equal(All.Select(message => message.GetType().Name), written.Select(body => Plist.ParseDictionary(body).Value.Text("MessageType")));
        await PlistLib.AssertReadsAsync([.. written.Select(body => (Plist.Parse(body).Value, body))]);
    }

    [Fact]
    public void Unknown_keys_and_missing_model_are_accepted()
    {
        var message = Read(new() { { "MessageType", "Authenticate" }, { "UDID", "U" }, { "Topic", "t" }, { "Challenge", new byte[] { 1 } }, { "New", 1 } });
        Assert.Null(Assert.IsType<Authenticate>(message).ModelName);
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("perhaps", false)]
    public void NotOnConsole_is_read_from_a_string_too(string text, bool expected) =>
        Assert.Equal(expected, Assert.IsType<TokenUpdate>(Read(Token(("NotOnConsole", text)))).NotOnConsole);

    [Fact]
    public void Udid_goes_before_an_enrolment_id_that_came_with_it() =>
        Assert.Equal(new ChannelKey("U", null), Read(Token(("EnrollmentID", "E"))).Channel);

    [Fact]
    public void Enrolment_id_alone_names_the_device() =>
        Assert.Equal(new ChannelKey("E", "EU"), new EnrollmentIds(null, EnrollmentId: "E", EnrollmentUserId: "EU").Channel);

    [Fact]
    public void Empty_udid_is_no_udid() => Assert.Equal(
        "E", Read(new() { { "MessageType", "CheckOut" }, { "UDID", " " }, { "EnrollmentID", "E" } }).Channel.Device);

    [Fact]
    public void Shared_iPad_users_are_told_apart_by_short_name() =>
        Assert.Equal("U:alice", new EnrollmentIds("U", UserId: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", UserShortName: "alice").Channel.ToString());

    [Fact]
    public void User_channel_is_not_its_device_channel()
    {
        Assert.True(MacUser.Channel.IsUser);
        Assert.Equal(new ChannelKey("5A3C", null), MacUser.Channel.OfDevice());
    }

    [Theory]
    [InlineData("Token")]
    [InlineData("PushMagic")]
    [InlineData("Topic")]
    [InlineData("UDID")]
    [InlineData("MessageType")]
    public void Missing_key_is_named(string key)
    {
        var message = new PlistDictionary();
        foreach (var (name, value) in Token().Where(entry => entry.Key != key))
        {
            message.Add(name, value);
        }

        var error = CheckInReader.Read(Plist.Write(message)).Error;
        Assert.Equal(("mdmFieldMissing", key), (error?.Code, error?.Target));
    }

    [Theory]
    [InlineData("UDID", "a:b")]
    [InlineData("UDID", "a\tb")]
    [InlineData("UserShortName", null)]
    [InlineData("PushMagic", null)]
    public void Value_no_row_could_hold_is_refused(string key, string? value)
    {
        var message = new PlistDictionary { { key, value ?? new string('x', 1025) } };
        foreach (var (name, other) in Token().Where(entry => entry.Key != key))
        {
            message.Add(name, other);
        }

        var error = CheckInReader.Read(Plist.Write(message)).Error;
        Assert.Equal(("mdmFieldInvalid", key), (error?.Code, error?.Target));
    }

    [Fact]
    public void Unknown_message_is_refused() =>
        Assert.Equal("checkInMessageUnknown", CheckInReader.Read(Plist.Write(new PlistDictionary { { "MessageType", "Hello" } })).Error?.Code);

    [Fact]
    public void Secrets_stay_out_of_text()
    {
        var token = All.OfType<TokenUpdate>().First();
        Assert.DoesNotContain("magic", token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_message_gives_a_message_or_an_error_of_the_catalogue() =>
        Gen.Int[0, All.Length - 1].SelectMany(index => PlistGen.Damage(CheckInWriter.Write(All[index])))
            .Sample(bytes => CheckInReader.Read(bytes).Error is not { } error || Declared.Contains(error.Code), iter: 5000);

    internal static readonly string[] Declared =
    [
        "plistMalformed", "plistTooLarge", "plistTooDeep", "plistBinaryUnsupported", "checkInMessageUnknown", "mdmFieldMissing", "mdmFieldInvalid",
        "reportStatusUnknown",
    ];

    private static CheckInMessage Read(PlistDictionary message) => CheckInReader.Read(Plist.Write(message)).Value;

    private static PlistDictionary Token(params (string Key, string Value)[] more)
    {
        var message = new PlistDictionary
        {
            { "MessageType", "TokenUpdate" }, { "UDID", "U" }, { "Topic", "t" }, { "PushMagic", "m" }, { "Token", Encoding.UTF8.GetBytes("t") },
        };
        foreach (var (key, value) in more)
        {
            message.Add(key, value);
        }

        return message;
    }
}
