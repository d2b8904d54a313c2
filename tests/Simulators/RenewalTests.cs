using Chancery.Channels.Apple.Commands;
using Chancery.Channels.Apple.Profiles;
using Chancery.Domain;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Tests.Server;

namespace Chancery.Simulators.Tests;

/// <summary>The MDM profile replaced: Apple's rules, and the renewal of the device's identity.</summary>
public sealed class RenewalTests
{
    [Fact]
    public async Task Renewal_gives_a_new_identity_and_keeps_the_enrolment()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var before = Lab.Identity(device).Thumbprint;
        var checkIns = lab.Server.CheckIns.Count;
        var report = await lab.InstallAsync(device, TestProfiles.Enrollment(lab.Server));

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
        Assert.NotEqual(before, Lab.Identity(device).Thumbprint);
        Assert.Equal(2, lab.Server.Issued.Count);
        Assert.Single(device.Keychain.Identities);
        Assert.Equal(checkIns, lab.Server.CheckIns.Count);
        Assert.Null((await device.SyncAsync()).Error);
        Assert.False(device.Profiles.Enrollment!.IsManaged);
    }

    [Fact]
    public async Task Renewal_whose_challenge_is_spent_leaves_the_old_identity()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var before = Lab.Identity(device).Thumbprint;
        var profile = TestProfiles.Enrollment(lab.Server);
        lab.Server.Challenge = "another";
        var report = await lab.InstallAsync(device, profile);

        Assert.Contains(report.ErrorChain, link => link is { Domain: "MCSCEPErrorDomain", Code: 22013 });
        Assert.Equal(before, Lab.Identity(device).Thumbprint);
    }

    public static TheoryData<string> Forbidden => ["ServerURL", "CheckInURL", "Topic", "AccessRights", "per-user-connections"];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Update_may_not_change(string what)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.InstallAsync(device, TestProfiles.Enrollment(lab.Server, spec => spec with { Mdm = Changed(spec.Mdm, what) }));

        Assert.Equal(12012, report.ErrorChain[^1].Code);
        Assert.Single(lab.Server.Issued);
    }

    [Fact]
    public async Task Update_may_give_up_a_right()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.InstallAsync(device, TestProfiles.Enrollment(lab.Server, spec => spec with
        {
            Mdm = spec.Mdm with { AccessRights = AppleAccessRights.InspectProfiles | AppleAccessRights.InstallProfiles },
        }));

        Assert.Equal(ReportStatus.Acknowledged, report.Status);
    }

    [Fact]
    public async Task Second_MDM_profile_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.InstallAsync(device, TestProfiles.Enrollment(lab.Server, spec => spec with { PayloadIdentifier = "test.second" }));

        Assert.Equal(12001, report.ErrorChain[^1].Code);
        Assert.Single(lab.Server.Issued);
    }

    [Fact]
    public async Task Replacement_without_MDM_is_refused()
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        var report = await lab.InstallAsync(device, TestProfiles.Trust(TestProfiles.EnrollmentId, false, new TestAuthority("Root")));

        Assert.Equal(4015, report.ErrorChain[^1].Code);
        Assert.Equal(DeviceState.Enrolled, device.State);
    }

    private static AppleMdmSpec Changed(AppleMdmSpec mdm, string what) => what switch
    {
        "ServerURL" => mdm with { ServerUrl = mdm.ServerUrl + "2" },
        "CheckInURL" => mdm with { CheckInUrl = mdm.CheckInUrl + "2" },
        "Topic" => mdm with { Topic = mdm.Topic + "2" },
        "AccessRights" => mdm with { AccessRights = mdm.AccessRights | AppleAccessRights.Settings },
        _ => mdm with { PerUserConnections = !mdm.PerUserConnections },
    };
}
