using CsCheck;
using Xunit;

namespace Chancery.Domain.Tests;

/// <summary>
/// "Every encryption certificate a person ever had, on every device the person enrols: at rest exactly once, in transition never zero; nothing on a
/// device that has gone" (design.md, "What must never break", 2), over random histories.
/// </summary>
public sealed class DeliveryProperties
{
    private static readonly Gen<(int Kind, int A, int B)[]> Histories = Gen.Select(Gen.Int[0, 19], Gen.Int[0, 999], Gen.Int[0, 999]).Array[1, 80];

    [Fact]
    public void Encryption_certificates_are_on_every_device_exactly_once_at_rest()
    {
        Gen.Select(Histories, Gen.UInt).Sample(
            (history, seed) =>
            {
                var world = Play(history, seed);
                world.Settle();
                foreach (var device in world.Devices)
                {
                    var expected = world.Certificates.Where(c => IsEncryption(c) && Assigned(world, device)).Select(c => c.Thumbprint).Order();
                    Assert.Equal(expected, device.Held.Where(thumbprint => world.Certificates.Any(c => c.Thumbprint == thumbprint && IsEncryption(c))).Order());
                    AssertAtRest(world, device);
                }
            },
            iter: 400);
    }

    [Fact]
    public void Encryption_certificates_are_never_lost_on_the_way_even_by_devices_that_refuse_for_good()
    {
        // The device itself checks every step it executes (SimulatedDevice.Execute).
        Gen.Select(Histories, Gen.UInt).Sample(
            (history, seed) =>
            {
                var world = Play(history, seed, refusesForGood: true);
                world.Settle();
            },
            iter: 400);
    }

    [Fact]
    public void Nothing_remains_after_everything_is_unassigned()
    {
        Gen.Select(Histories, Gen.UInt).Sample(
            (history, seed) =>
            {
                var world = Play(history, seed);
                world.Assignments.Clear();
                BindAll(world);
                world.Settle();
                Assert.All(world.Devices, device => Assert.Empty(device.Installed));
                Assert.All(world.Devices, device => Assert.All(device.Rows.Values, row => Assert.Equal(DeploymentState.Removed, row.State)));
            },
            iter: 200);
    }

    [Fact]
    public void Nothing_remains_on_a_retired_device()
    {
        Gen.Select(Histories, Gen.UInt).Sample(
            (history, seed) =>
            {
                var world = Play(history, seed, refusesForGood: true);
                BindAll(world);
                foreach (var device in world.Devices)
                {
                    device.Facts = device.Facts with { ManagementState = ManagementState.RetirePending };
                }

                world.Settle();
                Assert.All(world.Devices, device => Assert.Empty(device.Installed));
            },
            iter: 200);
    }

    private static bool IsEncryption(ImportedCertificate certificate) => certificate.Purpose == IntendedPurpose.SmimeEncryption;

    private static bool Assigned(World world, SimulatedDevice device) =>
        device.Facts.ManagementState == ManagementState.Managed
        && (device.Facts.Platform == Platform.IOS || device.Facts.UserChannelBound)
        && AssignmentRule.Applying(world.Facts(device)).Any(profile =>
            profile.Settings is ImportedPfxSettings { IntendedPurpose: IntendedPurpose.SmimeEncryption });

    private static void AssertAtRest(World world, SimulatedDevice device)
    {
        Assert.Empty(Diff.Between(world.PlanFor(device), device.Rows.Values));
        Assert.False(Diff.NeedsAttention(device.Rows.Values, world.Now));
        var wanted = device.Rows.Values.Where(row => Diff.IsWanted(row) && row.State != DeploymentState.WaitingForChannel).ToList();
        Assert.All(wanted, row => Assert.Equal(DeploymentState.Verified, row.State));
        Assert.Equal(wanted.Select(row => (row.ItemId, row.DesiredRevision)).Order(), device.Installed.Select(p => (p.Key, (string?)p.Value.Revision)).Order());
    }

    private static void BindAll(World world)
    {
        foreach (var device in world.Devices.Where(device => device.Facts.Platform == Platform.MacOS))
        {
            device.Facts = device.Facts with { UserChannelBound = true };
        }
    }

    private static World Play((int Kind, int A, int B)[] history, uint seed, bool refusesForGood = false)
    {
        var world = new World();
        world.Assignments.Add(new Assignment(World.EncryptionId, AssignmentTarget.AllUsers));
        world.Devices.Add(new SimulatedDevice(0, Platform.IOS, channelBound: false, seed) { RefusesForGood = refusesForGood });
        foreach (var (kind, a, b) in history)
        {
            Change(world, kind, a, b, seed, refusesForGood);
        }

        return world;
    }

    private static void Change(World world, int kind, int a, int b, uint seed, bool refusesForGood)
    {
        var device = world.Devices[a % world.Devices.Count];
        switch (kind)
        {
            case 0 or 1 or 2 or 3 when world.Certificates.Count < 50:
                var purpose = b % 5 == 0 ? IntendedPurpose.SmimeSigning : IntendedPurpose.SmimeEncryption;
                var start = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(a * 4);
                world.Certificates.Add(new ImportedCertificate($"{world.Certificates.Count:x4}{a:x4}", world.Person.Id, purpose, start, start.AddYears(2)));
                break;
            case 4 when world.Certificates.Count > 0:
                world.Certificates.RemoveAt(a % world.Certificates.Count);
                break;
            case 5 when world.Devices.Count < 10:
                world.Devices.Add(new SimulatedDevice(world.Devices.Count, a % 2 == 0 ? Platform.IOS : Platform.MacOS, b % 3 != 0, seed + (uint)a)
                {
                    RefusesForGood = refusesForGood,
                });
                break;
            case 6 or 7 or 8:
                Guid[] ids = [World.TrustId, World.EncryptionId, World.OtherEncryptionId, World.SigningId, World.EmailId, World.ImportedSigningId];
                AssignmentTarget target = (AssignmentTarget)(b % 4);
                world.Assignments.Add(new Assignment(ids[a % ids.Length], target, target >= AssignmentTarget.Group ? World.GroupId : null));
                break;
            case 9 when world.Assignments.Count > 0:
                world.Assignments.RemoveAt(a % world.Assignments.Count);
                break;
            case 10:
                device.InGroup ^= true;
                break;
            case 11 when device.Facts.Platform == Platform.MacOS:
                device.Facts = device.Facts with { UserChannelBound = true };
                break;
            case 12:
                Guid?[] references = [World.EncryptionId, World.OtherEncryptionId, null];
                var email = world.Profiles[World.EmailId];
                world.Profiles[World.EmailId] = email with
                {
                    Settings = (EmailSettings)email.Settings with
                    {
                        EncryptionProfileId = references[a % 3],
                        SigningProfileId = b % 2 == 0 ? World.SigningId : World.ImportedSigningId,
                    },
                };
                break;
            case 13 when device.Installed.Count > 0:
                // The person removes a profile by hand; the server learns of it at some inventory.
                // Or only an identity of it, from the keychain, while the profile stays listed.
                var item = device.Installed.Keys.Order().ElementAt(b % device.Installed.Count);
                if (b % 2 == 0)
                {
                    device.Installed.Remove(item);
                }
                else
                {
                    device.Deleted.UnionWith(device.Installed[item].Carries);
                }

                InventoryAll(world, device);
                break;
            case 14:
                world.Now = world.Now.AddDays(a);
                break;
            case 15:
                world.Reconcile();
                break;
            default:
                world.Reconcile(device);
                world.Seal(device);
                device.Sync(world);
                break;
        }
    }

    private static void InventoryAll(World world, SimulatedDevice device)
    {
        foreach (var row in device.Rows.Values.ToList())
        {
            Guid? listed = device.Installed.TryGetValue(row.ItemId, out var profile)
                ? Identifiers.ProfileUuid(device.Facts.Id, row.ItemId, profile.Revision)
                : null;
            device.Rows[row.ItemId] = DeploymentMachine.Inventoried(row, listed, world.Now, device.IdentityMissing(row));
        }
    }
}
