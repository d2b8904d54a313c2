using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Connector.Trust;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

/// <summary>
/// A server in the hands of an attacker asks the connector for what is another's. Each attack gets nothing; and each succeeds once the one
/// check that stands against it is taken away, so that no check is there for show.
/// </summary>
public sealed class SubvertedServerTests
{
    private const int Honest = 0;
    private const int Attacker = 1;

    [Fact]
    public Task Swapped_user_address_gets_no_key() => BothAsync(TrustCheck.ImportedKeyOwner, "importedKeyNotOfOwner", async office =>
    {
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        // The database says that Alice's address is Mallory's: the letter goes to Mallory, who enrols.
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        return await OpenAsync(office, device, device.Seal(TestDevice.Imported("history", key)));
    });

    [Fact]
    public Task Enrolment_made_for_one_address_and_changed_to_another_is_refused() =>
        BothAsync(TrustCheck.EnrollmentKeepsAddress, "enrollmentAddressDiffers", async office =>
        {
            var work = office.Enrollment(TestOffice.Alice);
            await office.DoAsync<EnrollmentCreated>(work);
            return Judge(await office.DoAsync(work with { Address = TestOffice.Mallory }));
        });

    [Fact]
    public Task Repeated_enrolment_of_a_bound_device_makes_no_second_profile() => BothAsync(
        TrustCheck.EnrollmentOnce,
        "enrollmentAlreadyBound",
        async office =>
        {
            var work = office.Enrollment(TestOffice.Alice, EnrollmentDelivery.Link);
            var first = await office.DoAsync<EnrollmentCreated>(work);
            await TestDevice.EnrollAsync(office, first.Profile!, Honest);
            return await EnrollByLinkAsync(office, await office.DoAsync(work));
        },
        options => options with { LinkEnrollmentAddresses = [TestOffice.Alice] });

    [Fact]
    public Task Enrolment_by_link_that_the_connector_does_not_allow_gives_the_server_no_profile() => BothAsync(
        TrustCheck.LinkAllowed,
        "linkEnrollmentNotAllowed",
        async office => await EnrollByLinkAsync(office, await office.DoAsync(office.Enrollment(TestOffice.Alice, EnrollmentDelivery.Link))));

    [Fact]
    public Task Relayed_enrolment_binds_no_second_device() => BothAsync(TrustCheck.ChallengeOnce, "challengeUsed", async office =>
    {
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        var profile = office.Mail.Profile(TestOffice.Alice);
        await TestDevice.EnrollAsync(office, profile, Honest);
        return await ScepAsync(office, TestDevice.Request(office, TestDevice.ReadProfile(profile), Attacker).Request);
    });

    [Fact]
    public Task Enrolment_after_its_last_day_binds_nothing() => BothAsync(TrustCheck.ChallengeFresh, "challengeExpired", async office =>
    {
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        var profile = office.Mail.Profile(TestOffice.Alice);
        office.Time.Advance(TimeSpan.FromDays(4));
        return await ScepAsync(office, TestDevice.Request(office, TestDevice.ReadProfile(profile), Attacker).Request);
    });

    [Fact]
    public Task Own_scep_request_with_a_guessed_challenge_binds_nothing() => BothAsync(TrustCheck.ChallengeKnown, "challengeUnknown", async office =>
    {
        var work = office.Enrollment(TestOffice.Alice);
        await office.DoAsync<EnrollmentCreated>(work);
        var guess = $"{work.EnrollmentId:N}.{new string('0', 64)}";
        return await ScepAsync(office, ScepClient.Create(Keys.Rsa(Attacker), $"CN={work.EnrollmentId}", guess, office.Core.DeviceAuthority.Certificate, null));
    });

    [Fact]
    public Task Renewal_signed_by_an_own_certificate_of_the_same_name_binds_nothing() =>
        BothAsync(TrustCheck.RenewalByBoundKey, "renewalNotBound", async office =>
        {
            var device = await office.EnrollAsync(TestOffice.Alice, Honest);
            var forged = new CertificateRequest($"CN={device.EnrollmentId:D}", Keys.Rsa(Attacker), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(office.Time.GetUtcNow().AddDays(-1), office.Time.GetUtcNow().AddDays(1));
            return await ScepAsync(office, ScepClient.Create(Keys.Rsa(2), "CN=x", null, office.Core.DeviceAuthority.Certificate, forged));
        });

    [Fact]
    public Task Swapped_device_certificate_gets_no_key() => BothAsync(TrustCheck.DeviceKeyBound, "deviceNotBound", async office =>
    {
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var victim = await office.EnrollAsync(TestOffice.Alice, Honest);
        var attacker = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        return await OpenAsync(office, attacker, (attacker with { EnrollmentId = victim.EnrollmentId }).Seal(TestDevice.Imported("history", key)));
    });

    [Fact]
    public Task Altered_binding_is_not_believed() => BothAsync(TrustCheck.BindingSigned, "bindingAltered", async office =>
    {
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        await StoreFile.ExecuteAsync(office, $"UPDATE bindings SET Addresses = '[\"{TestOffice.Alice}\"]'");
        return await OpenAsync(office, device, device.Seal(TestDevice.Imported("history", key)));
    });

    [Fact]
    public Task Re_attributed_import_is_refused() => BothAsync(TrustCheck.ImportOwner, "importOwnerDiffers", async office =>
        Judge(await office.DoAsync(office.Import(TestPfx.Make(TestOffice.Alice), TestOffice.Alice, address: TestOffice.Mallory))));

    [Fact]
    public async Task Re_attributed_import_keeps_its_owner_even_where_it_was_let_in()
    {
        await using var office = await TestOffice.OpenAsync(TrustCheck.ImportOwner);
        var imported = await office.DoAsync<PfxImported>(office.Import(TestPfx.Make(TestOffice.Alice), TestOffice.Alice, address: TestOffice.Mallory));
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", Assert.Single(imported.Identities))));
        Assert.Equal("importedKeyNotOfOwner", refused.Error.Code);
    }

    [Fact]
    public async Task Sealed_key_with_its_owner_rewritten_does_not_open()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        var record = Vault.SealedKey.Decode(key.SealedKey).Value with { Owner = [TestOffice.Mallory] };
        var refused = await office.DoAsync<WorkRefused>(device.Seal(TestDevice.Imported("history", key with { SealedKey = record.Encode() })));
        Assert.Equal("sealedKeyAltered", refused.Error.Code);
    }

    [Fact]
    public Task Template_asking_for_an_extractable_key_is_refused() => BothAsync(TrustCheck.KeyNotExtractable, "keyIsExtractableRefused", async office =>
    {
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        var extractable = work.Profile with { Identities = [.. work.Profile.Identities.Select(identity => identity with { KeyIsExtractable = true })] };
        return Judge(await office.DoAsync(work with { Profile = extractable }));
    });

    [Fact]
    public Task Mail_account_of_another_persons_address_is_refused() => BothAsync(TrustCheck.AccountAddressBound, "accountAddressNotBound", async office =>
    {
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Mallory));
        var account = new AppleEasAccountSpec
        {
            PayloadIdentifier = "chancery.item.eas",
            PayloadUuid = Guid.NewGuid(),
            AccountName = "Mail",
            Host = "mail.example.test",
            UserName = "mallory",
            EmailAddress = TestOffice.Alice,
            SigningEnabled = true,
            SigningSlot = "signing",
        };
        return Judge(await office.DoAsync(work with { Profile = work.Profile with { Account = account } }));
    });

    [Fact]
    public Task Preference_for_another_persons_address_is_refused() => BothAsync(TrustCheck.AccountAddressBound, "accountAddressNotBound", async office =>
    {
        // Alice's Mac would encrypt what she writes to Mallory's address, or anybody's, with a key of the server's choosing.
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Alice));
        var preference = new ApplePreferenceSpec(
            TestOffice.Mallory, "signing", ApplePreferenceKind.Certificate, "chancery.item.certificatepreference", Guid.NewGuid());
        return Judge(await office.DoAsync(work with { Profile = work.Profile with { UserScope = true, Preferences = [preference] } }));
    });

    [Fact]
    public Task Imported_key_open_to_every_app_is_refused() => BothAsync(TrustCheck.ImportedKeyAsks, "importedKeyOpenToAllApps", async office =>
    {
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        var work = device.Seal(TestDevice.Imported("history", key));
        var open = work.Profile with { Identities = [.. work.Profile.Identities.Select(identity => identity with { AllowAllAppsAccess = true })] };
        return Judge(await office.DoAsync(work with { Profile = open }));
    });

    [Fact]
    public Task Letters_to_one_address_are_few() => BothAsync(TrustCheck.LettersFew, "enrollmentLettersTooMany", async office =>
    {
        for (var letter = 0; letter < Letters.LetterBook.MostInADay; letter++)
        {
            await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        }

        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Mallory));
        return Judge(await office.DoAsync(office.Enrollment(TestOffice.Alice)));
    });

    [Fact]
    public async Task Letters_are_sent_again_the_next_day()
    {
        await using var office = await TestOffice.OpenAsync();
        var work = office.Enrollment(TestOffice.Alice);
        for (var letter = 0; letter < Letters.LetterBook.MostInADay; letter++)
        {
            await office.DoAsync<EnrollmentCreated>(work);
        }

        Assert.IsType<WorkRefused>(await office.DoAsync(work));
        office.Time.Advance(TimeSpan.FromHours(25));
        await office.DoAsync<EnrollmentCreated>(work);
    }

    [Theory]
    [InlineData(TestOffice.Alice, null)]
    [InlineData(TestOffice.Mallory, "CN=alice@example.test")]
    public Task Template_asking_for_another_persons_address_is_refused(string address, string? subject) =>
        BothAsync(TrustCheck.IssuedAddressBound, "issuedAddressNotBound", async office =>
        {
            var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
            return await OpenAsync(office, device, device.Seal(TestDevice.Issued("signing", address, subject)));
        });

    [Fact]
    public async Task Template_putting_another_persons_address_into_the_subject_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var device = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        var work = device.Seal(TestDevice.Issued("signing", TestOffice.Mallory, "CN=Somebody,E=alice@example.test"));
        Assert.Equal("issuedAddressNotBound", (await office.DoAsync<WorkRefused>(work)).Error.Code);
    }

    [Fact]
    public Task Database_rolled_back_to_before_a_retirement_revives_nothing() => BothAsync(TrustCheck.BindingLive, "bindingEnded", async office =>
    {
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, RevokeCertificates: true));
        return await OpenAsync(office, device, device.Seal(TestDevice.Imported("history", key)));
    });

    [Fact]
    public async Task Replayed_work_of_before_a_retirement_gives_nothing_again()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        var (id, work) = (Guid.NewGuid(), device.Seal(TestDevice.Imported("history", key)));
        Assert.IsType<ProfileSealed>(await office.Dispatcher.HandleAsync(id, work, default));
        await office.DoAsync<BindingEnded>(new EndBindingWork(device.EnrollmentId, RevokeCertificates: false));
        var refused = Assert.IsType<WorkRefused>(await office.Dispatcher.HandleAsync(id, work, default));
        Assert.Equal("bindingEnded", refused.Error.Code);
    }

    [Fact]
    public async Task Replayed_result_opens_on_no_other_device()
    {
        await using var office = await TestOffice.OpenAsync();
        var key = await office.ImportAsync(TestPfx.Make(TestOffice.Alice), TestOffice.Alice);
        var device = await office.EnrollAsync(TestOffice.Alice, Honest);
        var attacker = await office.EnrollAsync(TestOffice.Mallory, Attacker);
        var made = await office.DoAsync<ProfileSealed>(device.Seal(TestDevice.Imported("history", key)));
        Assert.False(attacker.CanOpen(made.Profile));
        Assert.True(device.CanOpen(made.Profile));
    }

    [Fact]
    public Task Replayed_identifier_for_other_work_is_refused() => BothAsync(TrustCheck.WorkUnchanged, "workIdReused", async office =>
    {
        var id = Guid.NewGuid();
        await office.Dispatcher.HandleAsync(id, office.Enrollment(TestOffice.Alice), default);
        return Judge(await office.Dispatcher.HandleAsync(id, office.Enrollment(TestOffice.Mallory), default));
    });

    [Fact]
    public async Task Replayed_scep_message_gives_the_device_its_own_certificate_again()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.DoAsync<EnrollmentCreated>(office.Enrollment(TestOffice.Alice));
        var (request, _) = TestDevice.Request(office, TestDevice.ReadProfile(office.Mail.Profile(TestOffice.Alice)), Honest);
        var first = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        var again = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        Assert.NotNull(first.Certificate);
        Assert.Equal(first.Certificate, again.Certificate);
    }

    [Fact]
    public void Every_check_is_in_force_unless_a_test_takes_it_away() =>
        Assert.All(Enum.GetValues<TrustCheck>(), check => Assert.True(TrustChecks.Complete.Refuse(check, holds: false)));

    // With every check the attack is refused with its code; without the one, it succeeds.
    private static async Task BothAsync(
        TrustCheck check, string code, Func<TestOffice, Task<Attack>> attack, Func<ConnectorOptions, ConnectorOptions>? change = null)
    {
        await using (var office = await TestOffice.OpenAsync(change: change))
        {
            var result = await attack(office);
            Assert.False(result.Succeeded);
            var refused = result.Code == code || office.Log.Lines.Any(line => line.Contains(code, StringComparison.Ordinal));
            Assert.True(refused, $"{result.Code}: {string.Join('\n', office.Log.Lines)}");
        }

        await using (var office = await TestOffice.OpenAsync(check, change))
        {
            var result = await attack(office);
            Assert.True(result.Succeeded, $"{result.Code}: {string.Join('\n', office.Log.Lines)}");
        }
    }

    private static Attack Judge(WorkOutcome outcome) => outcome is WorkRefused refused ? new(false, refused.Error.Code) : new(true, null);

    private static async Task<Attack> OpenAsync(TestOffice office, TestDevice attacker, SealProfileWork work)
    {
        var outcome = await office.DoAsync(work);
        return outcome is ProfileSealed made ? new(attacker.Open(made.Profile).Count == 1, null) : Judge(outcome);
    }

    private static async Task<Attack> EnrollByLinkAsync(TestOffice office, WorkOutcome outcome) => outcome is EnrollmentCreated { Profile: { } profile }
        ? await ScepAsync(office, TestDevice.Request(office, TestDevice.ReadProfile(profile), Attacker).Request)
        : Judge(outcome);

    private static async Task<Attack> ScepAsync(TestOffice office, ScepClientRequest request)
    {
        var outcome = await office.DoAsync(new ScepWork(request.Message));
        return outcome is ScepAnswered answer ? new(answer.Certificate is not null, null) : Judge(outcome);
    }

    private sealed record Attack(bool Succeeded, string? Code);
}
