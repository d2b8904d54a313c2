using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace Chancery.Simulators.Tests;

public sealed class CommandTests
{
    private static readonly TestAuthority Root = new("Root");

    [Fact]
    public async Task InstallProfile_adds_trust_and_inventory_shows_it()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.RunAsync(device, Lab.Install(TestProfiles.Trust("test.trust", false, Root)));
        var inventory = await lab.RunAsync(device, new ProfileList(ManagedOnly: true) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.Equal(Root.Certificate.RawData, device.Keychain.Certificates.Single(entry => entry.ProfileIdentifier == "test.trust").Certificate.RawData);
        var listed = Assert.Single(inventory.Profiles!.Value);
        Assert.Equal(("test.trust", PayloadUuid.Of("test.trust", "1"), true), (listed.PayloadIdentifier, listed.PayloadUuid, listed.IsManaged));
    }

    [Fact]
    public async Task ProfileList_without_ManagedOnly_names_the_enrolment_and_what_a_person_installed()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        Assert.Null(await device.InstallByHandAsync(TestProfiles.Trust("by.hand", false, Root)));
        var all = await lab.RunAsync(device, new ProfileList(ManagedOnly: false) { CommandUuid = Lab.NewUuid() });
        var managed = await lab.RunAsync(device, new ProfileList(ManagedOnly: true) { CommandUuid = Lab.NewUuid() });

        Assert.Equal([TestProfiles.EnrollmentId, "by.hand"], all.Profiles!.Value.Select(profile => profile.PayloadIdentifier));
        Assert.Empty(managed.Profiles!.Value);
    }

    [Fact]
    public async Task RemoveProfile_takes_away_what_the_profile_brought()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        await lab.RunAsync(device, Lab.Install(TestProfiles.Trust("test.trust", false, Root)));
        var report = await lab.RunAsync(device, new RemoveProfile("test.trust") { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.DoesNotContain(device.Keychain.Certificates, entry => entry.ProfileIdentifier == "test.trust");
    }

    [Theory]
    [InlineData("nowhere", 12075)]
    [InlineData("by.hand", 12013)]
    public async Task RemoveProfile_of_what_MDM_did_not_install_is_an_error(string identifier, int code)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        await device.InstallByHandAsync(TestProfiles.Trust("by.hand", false, Root));
        var report = await lab.RunAsync(device, new RemoveProfile(identifier) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Error, report.Status);
        Assert.Contains(report.ErrorChain, link => link.Domain == "MCMDMErrorDomain" && link.Code == code);
    }

    [Fact]
    public async Task RemoveProfile_of_the_enrolment_removes_everything_given_and_nothing_else()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var own = Root.IssueEncryption("alice@example.test");
        device.ImportByHand(own.Certificate, own.Key);
        await device.InstallByHandAsync(TestProfiles.Trust("by.hand", false, Root));
        var given = Root.IssueEncryption("alice@example.test");
        await lab.InstallAsync(device, TestProfiles.Identities(TestProfiles.Spec("test.id", "1", false, ("one", given)), ("one", given)));
        Assert.NotNull(device.Keychain.Find(given.Thumbprint));

        var report = await lab.RunAsync(device, new RemoveProfile(TestProfiles.EnrollmentId) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.IsType<CheckOut>(lab.Server.CheckIns[^1]);
        Assert.Equal(DeviceState.Unenrolled, device.State);
        Assert.Equal(["by.hand"], device.Profiles.All.Select(profile => profile.Identifier));
        Assert.Equal([own.Thumbprint], device.Keychain.Identities.Select(identity => identity.Thumbprint));
    }

    [Fact]
    public async Task Enrolment_removed_without_CheckOutWhenRemoved_is_silent()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS, change: spec => spec with { Mdm = spec.Mdm with { CheckOutWhenRemoved = false } });
        await device.CheckOutAsync();

        Assert.DoesNotContain(lab.Server.CheckIns, message => message is CheckOut);
        Assert.Empty(device.Profiles.All);
    }

    [Fact]
    public async Task CertificateList_tells_identities_from_certificates()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var identity = Root.IssueEncryption("alice@example.test");
        await lab.RunAsync(device, Lab.Install(TestProfiles.Trust("test.trust", false, Root)));
        await lab.InstallAsync(device, TestProfiles.Identities(TestProfiles.Spec("test.id", "1", false, ("one", identity)), ("one", identity)));
        var report = await lab.RunAsync(device, new CertificateList(ManagedOnly: true) { CommandUuid = Lab.NewUuid() });
        var all = await lab.RunAsync(device, new CertificateList(ManagedOnly: false) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(
            [(identity.Public.RawData, true), (Root.Certificate.RawData, false)],
            report.Certificates!.Value.Select(certificate => (certificate.Data, certificate.IsIdentity)));
        Assert.Equal(4, all.Certificates!.Value.Length);
    }

    [Fact]
    public async Task DeviceInformation_answers_what_it_knows()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.MacOS);
        var report = await lab.RunAsync(device, new DeviceInformation([.. DeviceInformation.InventoryQueries, "BatteryLevel"]) { CommandUuid = Lab.NewUuid() });

        Assert.Equal(device.Udid, report.QueryResponses!.Text("UDID"));
        Assert.Equal(device.SerialNumber, report.QueryResponses!.Text("SerialNumber"));
        Assert.Null(report.QueryResponses["BatteryLevel"]);
    }

    [Fact]
    public async Task SecurityInfo_is_answered()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.RunAsync(device, new SecurityInfo { CommandUuid = Lab.NewUuid() });

        Assert.True(report.SecurityInfo!.Boolean("PasscodePresent"));
    }

    [Fact]
    public async Task EraseDevice_leaves_nothing_and_says_no_more()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var own = Root.IssueEncryption("alice@example.test");
        device.ImportByHand(own.Certificate, own.Key);
        await device.InstallByHandAsync(TestProfiles.Trust("by.hand", false, Root));
        var report = await lab.RunAsync(device, new EraseDevice { CommandUuid = Lab.NewUuid() });

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.Equal(DeviceState.Fresh, device.State);
        Assert.Empty(device.Profiles.All);
        Assert.Empty(device.Keychain.Identities);
        Assert.DoesNotContain(lab.Server.CheckIns, message => message is CheckOut);
    }

    [Fact]
    public async Task Locked_device_puts_off_what_changes_it_and_answers_queries()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        await lab.RunAsync(device, new DeviceLock { CommandUuid = Lab.NewUuid() });
        var install = Lab.Install(TestProfiles.Trust("test.trust", false, Root));
        var putOff = await lab.RunAsync(device, install);
        var query = await lab.RunAsync(device, new ProfileList(true) { CommandUuid = Lab.NewUuid() });
        device.Unlock();
        await device.SyncAsync();

        Assert.Equal(ReportStatus.NotNow, putOff.Status);
        Assert.Equal(ReportStatus.Acknowledged, query.Status);
        Assert.Equal(ReportStatus.Acknowledged, lab.Server.ReportOf(install).Status);
    }

    [Fact]
    public async Task NotNow_is_answered_as_often_as_asked()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var install = Lab.Install(TestProfiles.Trust("test.trust", false, Root));
        lab.Server.Push(Lab.Key(device), install);
        device.AnswerNotNow(2);
        await device.SyncAsync();
        await device.SyncAsync();
        var before = device.Profiles.All.Count;
        await device.SyncAsync();

        Assert.Equal(1, before);
        Assert.Equal(2, device.Profiles.All.Count);
        Assert.Equal(["NotNow", "NotNow", "Acknowledged"], device.Commands.Select(command => command.Status));
    }

    [Fact]
    public async Task Unknown_command_is_error_12021()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        lab.Server.RawCommand = """
            <plist version="1.0"><dict><key>CommandUUID</key><string>6E1F2B9A-4B2E-4F5C-9C2A-0D3B1A2C3D4E</string>
            <key>Command</key><dict><key>RequestType</key><string>MakeCoffee</string></dict></dict></plist>
            """u8.ToArray();
        await device.SyncAsync();

        var report = lab.Server.Reports[^1];
        Assert.Equal(ReportStatus.Error, report.Status);
        Assert.Equal(("MCMDMErrorDomain", 12021L), (report.ErrorChain[0].Domain, report.ErrorChain[0].Code));
        Assert.Equal("MakeCoffee", device.Commands.Single().RequestType);
    }

    [Fact]
    public async Task Malformed_command_is_CommandFormatError()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        lab.Server.RawCommand = """
            <plist version="1.0"><dict><key>CommandUUID</key><string>6E1F2B9A-4B2E-4F5C-9C2A-0D3B1A2C3D4E</string></dict></plist>
            """u8.ToArray();
        var sync = await device.SyncAsync();

        Assert.Equal("CommandFormatError", sync.Commands.Single().Status);
        Assert.Equal(ReportStatus.CommandFormatError, lab.Server.Reports[^1].Status);
    }

    [Fact]
    public async Task Command_beyond_the_access_rights_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(
            Platform.IOS, change: spec => spec with { Mdm = spec.Mdm with { AccessRights = AppleAccessRights.InspectProfiles } });
        var report = await lab.RunAsync(device, new EraseDevice { CommandUuid = Lab.NewUuid() });

        Assert.Equal(12007, report.ErrorChain[0].Code);
        Assert.Equal(DeviceState.Enrolled, device.State);
    }

    [Theory]
    [InlineData(401, DeviceState.Unenrolled)]
    [InlineData(403, DeviceState.Enrolled)]
    [InlineData(503, DeviceState.Enrolled)]
    public async Task Only_some_refusals_make_a_device_unenroll(int status, DeviceState expected)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        lab.Server.Refusal = () => Results.StatusCode(status);
        var sync = await device.SyncAsync();

        Assert.True(sync.Error!.Has("MCHTTPTransactionErrorDomain", 23001));
        Assert.Equal(expected, device.State);
    }

    [Fact]
    public async Task Unrecognized_device_unenrolls()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        lab.Server.Refusal = () => Results.Bytes(Chancery.Channels.Apple.AppleContent.UnrecognizedDevice, "application/xml") is var body
            ? new WithStatus(body, 403) : null!;
        await device.SyncAsync();

        Assert.Equal(DeviceState.Unenrolled, device.State);
        Assert.Empty(device.Profiles.All);
    }

    private sealed class WithStatus(IResult inner, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            return inner.ExecuteAsync(httpContext);
        }
    }
}
