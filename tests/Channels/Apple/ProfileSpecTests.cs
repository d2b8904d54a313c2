using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Profiles;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

/// <summary>What a server that is not trusted may describe, and what a profile that is not ours may hold.</summary>
public sealed class ProfileSpecTests
{
    [Fact]
    public void Slot_that_nothing_fills_is_refused() => AssertInvalid("encryption", Specs.Phone, new() { ["signing"] = new([1], "p") });

    [Fact]
    public void Empty_password_is_refused() =>
        AssertInvalid("encryption", Specs.Phone, new() { ["signing"] = new([1], "p"), ["encryption"] = new([1], "") });

    [Fact]
    public void Two_identities_in_one_slot_are_refused() =>
        AssertInvalid("signing", Specs.Phone with { Identities = [Specs.Phone.Identities[0], Specs.Phone.Identities[0]] });

    [Fact]
    public void Account_of_an_identity_that_is_not_there_is_refused() =>
        AssertInvalid("other", Specs.Phone with { Account = Specs.Account with { SigningSlot = "other" } });

    [Fact]
    public void Preference_of_an_identity_that_is_not_there_is_refused() =>
        AssertInvalid("other", Specs.Mac with { Preferences = [Specs.Mac.Preferences[0] with { Slot = "other" }] });

    [Fact]
    public void Preference_outside_the_user_scope_is_refused() => AssertInvalid("PayloadScope", Specs.Mac with { UserScope = false });

    [Fact]
    public void Two_payloads_under_one_identifier_are_refused()
    {
        var identity = Specs.Phone.Identities[0];
        AssertInvalid("PayloadUUID", Specs.Phone with { Identities = [identity, Specs.Phone.Identities[1] with { PayloadUuid = identity.PayloadUuid }] });
        AssertInvalid("PayloadUUID", Specs.Phone with { Account = Specs.Account with { PayloadIdentifier = identity.PayloadIdentifier } });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Days_that_Apple_does_not_take_are_refused(int days) =>
        AssertInvalid("MailNumberOfPastDaysToSync", Specs.Phone with { Account = Specs.Account with { PastDaysToSync = days } });

    [Theory]
    [InlineData("PayloadType")]
    [InlineData("PayloadIdentifier")]
    [InlineData("PayloadUUID")]
    [InlineData("PayloadContent")]
    public void Profile_without_a_key_it_needs_is_refused(string key)
    {
        var profile = Without(Plist.ParseDictionary(TrustedProfile.Write(Specs.Trusted)).Value, key);
        var error = ProfileReader.Read(Plist.Write(profile)).Error;
        Assert.Equal(("profileMalformed", key), (error?.Code, error?.Target));
    }

    [Theory]
    [InlineData("com.apple.mdm", "IdentityCertificateUUID")]
    [InlineData("com.apple.mdm", "Topic")]
    [InlineData("com.apple.mdm", "ServerURL")]
    [InlineData("com.apple.mdm", "PayloadUUID")]
    [InlineData("com.apple.security.scep", "PayloadContent")]
    [InlineData("com.apple.security.root", "PayloadContent")]
    [InlineData("com.apple.security.root", "PayloadIdentifier")]
    [InlineData("com.apple.security.root", "PayloadType")]
    public void Payload_without_a_key_it_needs_is_refused(string type, string key)
    {
        var error = EnrollmentProfileReader.Read(Edited(payload => payload.Text("PayloadType") == type ? Without(payload, key) : payload)).Error;
        Assert.Equal(("profileMalformed", key), (error?.Code, error?.Target));
    }

    [Fact]
    public void Enrolment_profile_without_management_or_with_two_is_refused()
    {
        var without = Edited(payload => payload.Text("PayloadType") == "com.apple.mdm" ? null : payload);
        Assert.Equal("com.apple.mdm", EnrollmentProfileReader.Read(without).Error?.Target);
        Assert.Equal("profileMalformed", EnrollmentProfileReader.Read(TrustedProfile.Write(Specs.Trusted)).Error?.Code);
    }

    [Fact]
    public void Enrolment_profile_whose_identity_is_not_there_is_refused() => Assert.Equal(
        "IdentityCertificateUUID",
        EnrollmentProfileReader.Read(Edited(payload => payload.Text("PayloadType") == "com.apple.security.scep" ? null : payload)).Error?.Target);

    [Fact]
    public void Unknown_payload_is_passed_over()
    {
        var wifi = new PlistDictionary
        {
            { "PayloadType", "com.apple.wifi.managed" }, { "PayloadIdentifier", "w" }, { "PayloadUUID", Guid.Empty.ToString("D") },
        };
        var profile = Edited(payload => payload.Text("PayloadType") == "com.apple.security.root" ? wifi : payload);
        Assert.Equal("com.apple.wifi.managed", ProfileReader.Read(profile).Value.Payloads.OfType<UnknownPayload>().First().PayloadType);
        Assert.Empty(EnrollmentProfileReader.Read(profile).Value.TlsRoots);
    }

    [Fact]
    public void Unrecognised_device_is_told_so_in_Apples_words() => Assert.Equal(
        "com.apple.unrecognized.device", Plist.ParseDictionary(AppleContent.UnrecognizedDevice).Value.Text("code"));

    private static void AssertInvalid(string target, AppleProfileSpec spec, Dictionary<string, Pkcs12Content>? content = null)
    {
        var error = IdentityProfile.Write(spec, content ?? Specs.Content).Error;
        Assert.Equal(("profileSpecInvalid", target), (error?.Code, error?.Target));
    }

    private static byte[] Edited(Func<PlistDictionary, PlistDictionary?> edit)
    {
        var edited = new PlistDictionary();
        foreach (var (key, value) in Plist.ParseDictionary(EnrollmentProfile.Write(Specs.Enrollment)).Value)
        {
            edited.Add(key, value is PlistArray payloads ? new PlistArray(payloads.Items.Cast<PlistDictionary>().Select(edit).OfType<PlistValue>()) : value);
        }

        return Plist.Write(edited);
    }

    private static PlistDictionary Without(PlistDictionary dictionary, string key)
    {
        var without = new PlistDictionary();
        foreach (var (name, value) in dictionary.Where(entry => entry.Key != key))
        {
            without.Add(name, value);
        }

        return without;
    }
}
