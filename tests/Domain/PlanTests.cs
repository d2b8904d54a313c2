using Xunit;

namespace Chancery.Domain.Tests;

public sealed class PlanTests
{
    private readonly World _world = new();
    private readonly SimulatedDevice _phone = new(1, Platform.IOS, channelBound: false, seed: 1);
    private readonly SimulatedDevice _mac = new(2, Platform.MacOS, channelBound: true, seed: 1);

    public PlanTests()
    {
        _world.Devices.AddRange([_phone, _mac]);
        Assign(World.TrustId, World.EncryptionId, World.SigningId, World.EmailId);
        Import("aa", 2019);
        Import("bb", 2024);
    }

    [Fact]
    public void Account_carries_the_signing_and_the_current_encryption_identity_after_history()
    {
        var plan = _world.PlanFor(_phone);
        Assert.Equal(
            [Identifiers.Trust(World.TrustId), Identifiers.Identity(World.EncryptionId, "aa"), Identifiers.Account(World.EmailId)],
            plan.Items.Select(item => item.ItemId));
        var account = plan.Items[^1];
        Assert.Equal([Identifiers.Identity(World.EncryptionId, "aa")], account.After);
        Assert.Equal(["bb"], account.Carries);
        Assert.Equal(("signing", "encryption"), (account.Account!.SigningSlot, account.Account.EncryptionSlot));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void Identities_of_a_Mac_go_to_the_user_channel_and_trust_to_the_device_channel() =>
        Assert.Equal(
            [DeploymentChannel.Device, DeploymentChannel.User, DeploymentChannel.User],
            _world.PlanFor(_mac).Items.Select(item => item.Channel));

    [Fact]
    public void Same_facts_in_another_order_give_the_same_plan()
    {
        var facts = _world.Facts(_phone);
        var shuffled = facts with
        {
            Profiles = [.. facts.Profiles.Reverse()],
            Assignments = [.. facts.Assignments.Reverse()],
            Imported = [.. facts.Imported.Reverse()],
        };
        Assert.Equal(Essence(Plan.For(facts)), Essence(Plan.For(shuffled)));
    }

    [Fact]
    public void Adding_history_leaves_every_other_revision_as_it_was()
    {
        var before = Essence(_world.PlanFor(_phone));
        Import("cc", 2015);
        Assert.Equal(before, Essence(_world.PlanFor(_phone)).Where(item => !item.ItemId.EndsWith("cc", StringComparison.Ordinal)));
    }

    [Fact]
    public void Renaming_a_profile_replaces_nothing()
    {
        var before = Essence(_world.PlanFor(_phone));
        foreach (var profile in _world.Profiles.Values.ToList())
        {
            _world.Profiles[profile.Id] = profile with { DisplayName = "renamed", Description = "renamed", Version = 7 };
        }

        Assert.Equal(before, Essence(_world.PlanFor(_phone)));
    }

    [Fact]
    public void Another_device_key_makes_every_revision_another()
    {
        var before = _world.PlanFor(_phone).Items.Select(item => item.Revision).ToList();
        _phone.Facts = _phone.Facts with { IdentityKeyHash = "another" };
        Assert.Empty(before.Intersect(_world.PlanFor(_phone).Items.Select(item => item.Revision)));
    }

    [Fact]
    public void Without_an_account_all_certificates_stand_alone()
    {
        _world.Assignments.RemoveAll(assignment => assignment.ProfileId == World.EmailId);
        Assert.Equal(
            [Identifiers.Identity(World.EncryptionId, "bb"), Identifiers.Identity(World.EncryptionId, "aa"), Identifiers.Identity(World.SigningId)],
            _world.PlanFor(_phone).Items.Skip(1).Select(item => item.ItemId));
    }

    [Fact]
    public void Two_profiles_of_one_purpose_deliver_each_certificate_once()
    {
        Assign(World.OtherEncryptionId);
        Assert.Equal(["aa", "bb"], _world.Required(_phone).Order());
    }

    [Fact]
    public void Encryption_certificates_per_device_are_warned_of()
    {
        _world.Profiles[World.SigningId] = _world.Profiles[World.SigningId] with
        {
            Settings = new PkcsCertificateSettings { Usage = CertificateUsage.Encryption },
        };
        Assert.Equal(["pkcsEncryptionPerDevice", "referencedProfileUnsuitable"], _world.PlanFor(_phone).Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void Missing_variable_takes_the_signing_identity_away_and_names_itself()
    {
        _world.Profiles[World.SigningId] = _world.Profiles[World.SigningId] with
        {
            Settings = new PkcsCertificateSettings { SubjectNameFormatString = "CN={{GivenName}}" },
        };
        _world.Person = _world.Person with { GivenName = null };
        var plan = _world.PlanFor(_phone);
        Assert.Equal(new Error("templateVariableMissing", "{{GivenName}}", $"profile {World.SigningId}"), Assert.Single(plan.Warnings));
        Assert.Null(plan.Items[^1].Account!.SigningSlot);
    }

    [Theory]
    [InlineData("referencedProfileNotAssigned")]
    [InlineData("noCertificateToDeliver")]
    [InlineData("severalEmailProfiles")]
    public void What_cannot_be_had_is_warned_of(string code)
    {
        switch (code)
        {
            case "referencedProfileNotAssigned":
                _world.Assignments.RemoveAll(assignment => assignment.ProfileId == World.EncryptionId);
                break;
            case "noCertificateToDeliver":
                _world.Certificates.Clear();
                break;
            default:
                var other = _world.Profiles[World.EmailId] with { Id = World.Id(900) };
                _world.Profiles[other.Id] = other;
                Assign(other.Id);
                break;
        }

        Assert.Contains(code, _world.PlanFor(_phone).Warnings.Select(warning => warning.Code));
        Assert.Single(_world.PlanFor(_phone).Items, item => item.Kind == ItemKind.Account);
    }

    [Fact]
    public void One_certificate_for_both_uses_is_one_payload()
    {
        _world.Certificates.Add(new ImportedCertificate("bb", _world.Person.Id, IntendedPurpose.SmimeSigning, Year(2024), Year(2026)));
        Assign(World.ImportedSigningId);
        var email = (EmailSettings)_world.Profiles[World.EmailId].Settings with { SigningProfileId = World.ImportedSigningId };
        _world.Profiles[World.EmailId] = _world.Profiles[World.EmailId] with { Settings = email };
        var account = _world.PlanFor(_phone).Items[^1];
        Assert.Single(account.Identities);
        Assert.Equal(account.Account!.SigningSlot, account.Account.EncryptionSlot);
    }

    [Fact]
    public void Exclusion_wins_over_every_other_assignment()
    {
        _world.Assignments.Add(new Assignment(World.EncryptionId, AssignmentTarget.AllDevices));
        _world.Assignments.Add(new Assignment(World.EncryptionId, AssignmentTarget.ExclusionGroup, World.GroupId));
        Assert.Empty(_world.Required(_phone));
        _phone.InGroup = false;
        Assert.Equal(2, _world.Required(_phone).Length);
    }

    [Fact]
    public void Renewal_changes_the_account_once_and_its_time_is_told()
    {
        _world.Settle();
        var before = _world.PlanFor(_phone);
        Assert.NotNull(before.RenewalDue);
        _world.Now = before.RenewalDue!.Value;
        Assert.NotEqual(before.Items[^1].Revision, _world.PlanFor(_phone).Items[^1].Revision);
        _world.Settle();
        Assert.Equal(2, _world.Issued.Count(certificate => certificate.DeviceId == _phone.Facts.Id));
        Assert.True(_world.PlanFor(_phone).RenewalDue > _world.Now);
    }

    private static DateTimeOffset Year(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static List<(string ItemId, string Revision)> Essence(DevicePlan plan) => [.. plan.Items.Select(item => (item.ItemId, item.Revision))];

    private void Assign(params Guid[] profiles) =>
        _world.Assignments.AddRange(profiles.Select(profile => new Assignment(profile, AssignmentTarget.AllUsers)));

    private void Import(string thumbprint, int year) => _world.Certificates.Add(
        new ImportedCertificate(thumbprint, _world.Person.Id, IntendedPurpose.SmimeEncryption, Year(year), Year(year + 2)));
}
