using System.Text;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Apple.Payloads;
using Chancery.Simulators.Tests.Server;
using CsCheck;

namespace Chancery.Simulators.Tests;

/// <summary>What a device is sent may be anything: it answers with an error of Apple's, and nothing else ever comes out.</summary>
public sealed class HostileInputTests
{
    private static readonly MailIdentity Identity = new TestAuthority("Root").IssueEncryption("alice@example.test");
    private static readonly byte[] Pkcs12File = TestProfiles.Filling(Identity, Pkcs12Encryption.AppleCompatible).Pkcs12;
    private static readonly byte[] Profile = ProfileTests.AccountProfile("1", Identity, new TestAuthority("Root").IssueEncryption("alice@example.test"));

    private static readonly Gen<(int At, byte Value)[]> Damage = Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 6];

    [Fact]
    public void Damaged_pkcs12_is_judged_without_a_throw() => Damage.Sample(
        damage => _ = ApplePkcs12Rules.Refusal(Damaged(Pkcs12File, damage), "secret"), iter: 2000);

    [Fact]
    public void Sound_pkcs12_is_taken_and_its_truncations_are_not()
    {
        Assert.Null(ApplePkcs12Rules.Refusal(Pkcs12File, "secret"));
        Gen.Int[0, Pkcs12File.Length - 1].Sample(length => Assert.NotNull(ApplePkcs12Rules.Refusal(Pkcs12File[..length], "secret")), iter: 200);
    }

    [Fact]
    public void Damaged_profile_is_opened_and_read_without_a_throw() => Damage.Sample(
        damage =>
        {
            var opened = ProfileOpener.Open(Damaged(Profile, damage), identity: null);
            if (opened.Error is null)
            {
                _ = PayloadReader.ReadAll(opened.Value.Payloads, new InstallPlace(IsMac: false, MdmChannel.Device));
            }
        },
        iter: 500);

    [Fact]
    public async Task Damaged_enrolment_profile_is_refused_without_a_throw()
    {
        await using var lab = await Lab.OpenAsync();
        var profile = lab.EnrollmentProfile();
        var device = lab.Device(Platform.IOS);
        await Damage.SampleAsync(async damage => _ = await device.EnrollAsync(profile[..(damage[0].At % profile.Length)]), iter: 50);

        Assert.Equal(DeviceState.Fresh, device.State);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("<plist version=\"1.0\"><array/></plist>")]
    [InlineData("<plist version=\"1.0\"><dict><key>CommandUUID</key><integer>1</integer></dict></plist>")]
    [InlineData("<!DOCTYPE plist [<!ENTITY a \"b\">]><plist version=\"1.0\"><dict><key>Command</key><string>&a;</string></dict></plist>")]
    public async Task Command_that_is_none_does_not_end_the_enrolment(string body)
    {
        await using var lab = await Lab.OpenAsync();
        var device = await lab.EnrolledAsync(Platform.IOS);
        lab.Server.RawCommand = Encoding.UTF8.GetBytes(body);
        var sync = await device.SyncAsync();

        Assert.Equal("CommandFormatError", sync.Commands.Single().Status);
        Assert.Equal(DeviceState.Enrolled, device.State);
    }

    private static byte[] Damaged(byte[] sound, (int At, byte Value)[] damage)
    {
        var damaged = (byte[])sound.Clone();
        foreach (var (at, value) in damage)
        {
            damaged[at % damaged.Length] = value;
        }

        return damaged;
    }
}
