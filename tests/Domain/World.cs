using System.Collections.Immutable;

namespace Chancery.Domain.Tests;

/// <summary>One person, her devices, certificates and profiles, and the machinery a server has around the decisions: for the property tests.</summary>
internal sealed class World
{
    public static readonly Guid TrustId = Id(101);
    public static readonly Guid EncryptionId = Id(102);
    public static readonly Guid OtherEncryptionId = Id(103);
    public static readonly Guid SigningId = Id(104);
    public static readonly Guid EmailId = Id(105);
    public static readonly Guid ImportedSigningId = Id(106);
    public static readonly Guid GroupId = Id(200);

    private static readonly ImmutableHashSet<Platform> Both = [Platform.IOS, Platform.MacOS];

    public User Person { get; set; } = new(Id(1), "alice@example.test", "alice@example.test", "Alice Example", "Alice", "Example");

    public List<ImportedCertificate> Certificates { get; } = [];

    public List<SimulatedDevice> Devices { get; } = [];

    public Dictionary<Guid, Profile> Profiles { get; } = new[]
    {
        new Profile(TrustId, "roots", null, 1, Both, new TrustedCertificateSettings([new TrustedCertificate([1, 2, 3], IsRoot: true)])),
        new Profile(EncryptionId, "encryption", null, 1, Both, new ImportedPfxSettings(IntendedPurpose.SmimeEncryption)),
        new Profile(OtherEncryptionId, "encryption too", null, 1, Both, new ImportedPfxSettings(IntendedPurpose.SmimeEncryption)),
        new Profile(SigningId, "signing", null, 1, Both, new PkcsCertificateSettings()),
        new Profile(ImportedSigningId, "imported signing", null, 1, Both, new ImportedPfxSettings(IntendedPurpose.SmimeSigning)),
        new Profile(EmailId, "mail", null, 1, Both, new EmailSettings
        {
            HostName = "mail.example.test", AccountName = "Work", SigningProfileId = SigningId, EncryptionProfileId = EncryptionId,
        }),
    }.ToDictionary(profile => profile.Id);

    public List<Assignment> Assignments { get; } = [];

    public List<IssuedCertificate> Issued { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => Identifiers.Uuid("test", number.ToString());

    public DeviceFacts Facts(SimulatedDevice device) => new()
    {
        Device = device.Facts,
        User = Person,
        Groups = device.InGroup ? [GroupId] : [],
        Profiles = [.. Profiles.Values],
        Assignments = [.. Assignments],
        Imported = [.. Certificates],
        Issued = [.. Issued.Where(certificate => certificate.DeviceId == device.Facts.Id)],
        Now = Now,
    };

    public DevicePlan PlanFor(SimulatedDevice device) => Plan.For(Facts(device));

    /// <summary>The imported certificates the plan puts on a device.</summary>
    public ImmutableArray<string> Required(SimulatedDevice device) => [.. PlanFor(device).Items.SelectMany(item => item.Carries)];

    public void Reconcile()
    {
        foreach (var device in Devices)
        {
            Reconcile(device);
        }
    }

    public void Reconcile(SimulatedDevice device)
    {
        var plan = PlanFor(device);
        device.Item.Clear();
        foreach (var item in plan.Items)
        {
            device.Item[item.ItemId] = item;
        }

        foreach (var step in Diff.Between(plan, device.Rows.Values).ToList())
        {
            if (step is WantStep want)
            {
                device.Rows[want.Item.ItemId] = DeploymentMachine.Want(device.Facts.Id, device.Rows.GetValueOrDefault(want.Item.ItemId), want.Item);
            }
            else if (step is UnwantStep unwant)
            {
                device.Rows[unwant.ItemId] = DeploymentMachine.Unwant(device.Rows[unwant.ItemId]);
            }
        }
    }

    /// <summary>The connector seals what waits for it, and issues what is in it.</summary>
    public void Seal(SimulatedDevice device)
    {
        foreach (var row in device.Rows.Values.Where(row => row.State == DeploymentState.Sealing).ToList())
        {
            var item = device.Item[row.ItemId];
            foreach (var issued in item.Identities.OfType<IssuedPlannedIdentity>())
            {
                Issued.Add(new IssuedCertificate(
                    $"{Issued.Count + 1:X8}", $"issued{Issued.Count}", device.Facts.Id, issued.Request.ProfileId, row.ItemId, item.Revision,
                    Now, Now.AddDays(issued.Request.ValidityDays), Now));
            }

            device.Sealed[(row.ItemId, item.Revision)] = item.Carries;
            device.Rows[row.ItemId] = DeploymentMachine.Ready(row, item.Revision);
        }
    }

    /// <summary>Plans, seals and syncs until nothing is left to do.</summary>
    public void Settle()
    {
        for (var round = 0; round < 200; round++)
        {
            var busy = false;
            foreach (var device in Devices)
            {
                Reconcile(device);
                Seal(device);
                busy |= device.Sync(this);
                busy |= Diff.Between(PlanFor(device), device.Rows.Values).Any();
            }

            if (!busy)
            {
                return;
            }
        }

        throw new InvalidOperationException("The devices never came to rest.");
    }
}
