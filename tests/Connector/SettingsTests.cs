using Chancery.Connector.Loop;

namespace Chancery.Connector.Tests;

public sealed class SettingsTests
{
    private static readonly ConnectorOptions Good = TestOffice.Options(Path.GetTempPath(), TimeProvider.System);

    [Fact]
    public void Good_settings_are_read() => Assert.True(ConnectorSettings.Read(Good).IsOk);

    public static TheoryData<string, ConnectorOptions> Bad() => new()
    {
        { nameof(Good.ServerUrl), Good with { ServerUrl = new Uri("http://server.example.test") } },
        { nameof(Good.PublicUrl), Good with { PublicUrl = new Uri("http://server.example.test") } },
        { nameof(Good.PkiUrl), Good with { PkiUrl = new Uri("https://server.example.test") } },
        { nameof(Good.Organization), Good with { Organization = " " } },
        { nameof(Good.Organization), Good with { Organization = new string('x', 41) } },
        { nameof(Good.MdmTopic), Good with { MdmTopic = "com.example.topic" } },
        { "Mail.From", Good with { Mail = Good.Mail with { From = "nobody" } } },
        { "Mail", Good with { Mail = Good.Mail with { SmtpHost = "relay.example.test" } } },
        { "Mail", Good with { Mail = Good.Mail with { SpoolFolder = null } } },
        { nameof(Good.DeviceTrustFiles), Good with { DeviceTrustFiles = ["/no/such/file.pem"] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Setting_that_is_not_valid_is_named(string setting, ConnectorOptions options)
    {
        var error = ConnectorSettings.Read(options).Error;
        Assert.Equal(("connectorSettingsInvalid", setting), (error?.Code, error?.Target));
    }

    [Fact]
    public void Pin_that_cannot_be_read_is_named() => Assert.Equal("serverCertificateUnreadable", ServerPin.Read("/no/such/file.pem").Error?.Code);

    [Fact]
    public void Waits_grow_to_a_minute_and_begin_anew_after_a_success()
    {
        var backoff = new Backoff();
        var waits = Enumerable.Range(0, 20).Select(_ => backoff.Next()).ToArray();
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(125), TimeSpan.FromMinutes(1)));
        Assert.True(waits[0] <= TimeSpan.FromMilliseconds(250));
        Assert.True(waits[^1] >= TimeSpan.FromSeconds(30));
        backoff.Succeeded();
        Assert.True(backoff.Next() <= TimeSpan.FromMilliseconds(250));
    }
}
