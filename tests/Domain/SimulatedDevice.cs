using System.Collections.Immutable;
using Xunit;

namespace Chancery.Domain.Tests;

/// <summary>
/// A device that executes steps and misbehaves: it refuses, says "not now", loses replies, repeats them, and brings old ones late. It checks on every change
/// that no certificate it held and should keep is lost.
/// </summary>
internal sealed class SimulatedDevice(int number, Platform platform, bool channelBound, uint seed)
{
    private readonly List<(InventoryStep Step, Dictionary<string, Guid> List)> _oldLists = [];
    private readonly Dictionary<DeploymentChannel, int> _inventories = new() { [DeploymentChannel.Device] = 0, [DeploymentChannel.User] = 0 };
    private uint _random = seed | 1;

    public ManagedDevice Facts { get; set; } = new()
    {
        Id = World.Id(1000 + number),
        EnrollmentId = World.Id(2000 + number),
        UserId = World.Id(1),
        Platform = platform,
        DeviceName = $"device {number}",
        IdentityKeyHash = $"key{number}",
        UserChannelBound = platform == Platform.MacOS && channelBound,
    };

    public bool InGroup { get; set; } = true;

    public bool RefusesForGood { get; set; }

    public Dictionary<string, Deployment> Rows { get; } = [];

    public Dictionary<string, PlannedItem> Item { get; } = [];

    public Dictionary<(string ItemId, string Revision), ImmutableArray<string>> Sealed { get; } = [];

    /// <summary>The profile store: item to the revision installed and what it carries.</summary>
    public Dictionary<string, (string Revision, ImmutableArray<string> Carries)> Installed { get; } = [];

    /// <summary>Identities that the person deleted from the keychain, while the profile they came with stays; installing one again brings it back.</summary>
    public HashSet<string> Deleted { get; } = [];

    public IEnumerable<string> Held => Installed.Values.SelectMany(profile => profile.Carries).Where(thumbprint => !Deleted.Contains(thumbprint));

    /// <summary>One connection on each channel.</summary>
    /// <returns>Whether anything was told.</returns>
    public bool Sync(World world)
    {
        var told = Connect(world, DeploymentChannel.Device);
        return Facts.UserChannelBound ? Connect(world, DeploymentChannel.User) || told : told;
    }

    private bool Connect(World world, DeploymentChannel channel)
    {
        var connection = new Connection(world.Now, IsFresh: true, Inventories: _inventories[channel]);
        for (var told = 0; told < 500; told++)
        {
            if (Diff.Next(Rows.Values, channel, connection) is not { } step)
            {
                return told > 0;
            }

            Assert.Equal(step, Diff.Next(Rows.Values.Reverse().ToList(), channel, connection));
            connection = connection with { IsFresh = false, InventoryRests = false, Inventories = _inventories[channel] };
            if (step is InventoryStep inventory)
            {
                connection = connection with { InventoryRests = !Inventory(inventory, world), Inventories = _inventories[channel] };
            }
            else if (!Obey(step, world))
            {
                return true;
            }
        }

        throw new InvalidOperationException("One connection never ended.");
    }

    private bool Obey(Step step, World world)
    {
        var (itemId, uuid) = step switch
        {
            InstallStep install => (install.ItemId, install.CommandUuid),
            RemoveStep remove => (remove.ItemId, remove.CommandUuid),
            _ => throw new InvalidOperationException($"{step} is not for a device"),
        };
        Rows[itemId] = DeploymentMachine.Offered(Rows[itemId], step);
        switch (Roll(20))
        {
            case 0:
                Rows[itemId] = DeploymentMachine.NotNow(Rows[itemId], uuid, world.Now);
                return true;
            case 1:
                // The command is lost, or the connection breaks before it arrives.
                return false;
            case 2 or 3 or 4 when RefusesForGood || Rows[itemId].Attempts < DeploymentMachine.MostAttempts - 1:
                Rows[itemId] = DeploymentMachine.Refused(Rows[itemId], uuid, new Error("profileRefusedByDevice"), world.Now);
                return true;
        }

        Execute(step, itemId, world);
        if (Roll(20) == 0)
        {
            // The reply is lost.
            return false;
        }

        Rows[itemId] = DeploymentMachine.Acknowledged(Rows[itemId], uuid);
        if (Roll(10) == 0)
        {
            Assert.Equal(Rows[itemId], DeploymentMachine.Acknowledged(Rows[itemId], uuid));
        }

        return true;
    }

    private void Execute(Step step, string itemId, World world)
    {
        var before = Held.ToHashSet();
        if (step is InstallStep install)
        {
            Installed[itemId] = (install.Revision, Sealed.GetValueOrDefault((itemId, install.Revision), []));
            Deleted.ExceptWith(Installed[itemId].Carries);
        }
        else
        {
            Installed.Remove(itemId);
        }

        var lost = before.Intersect(world.Required(this)).Except(Held).ToList();
        Assert.True(lost.Count == 0, $"{step} lost {string.Join(", ", lost)}");
    }

    private bool Inventory(InventoryStep step, World world)
    {
        if (Roll(20) == 0)
        {
            return false;
        }

        var list = Installed.ToDictionary(profile => profile.Key, profile => Identifiers.ProfileUuid(Facts.Id, profile.Key, profile.Value.Revision));
        if (_oldLists.Count > 0 && Roll(5) == 0)
        {
            // A list from before comes again.
            var old = _oldLists[Roll(_oldLists.Count)];
            Apply(old.Step, old.List, world);
        }

        _oldLists.Add((step, list));
        Apply(step, list, world);
        return true;
    }

    private void Apply(InventoryStep step, Dictionary<string, Guid> list, World world)
    {
        var rows = Rows.Values.Where(row => row.Channel == step.Channel).ToList();
        if (Diff.InventoryOf(rows, step.Channel, _inventories[step.Channel]).CommandUuid != step.CommandUuid)
        {
            return;
        }

        _inventories[step.Channel]++;
        foreach (var row in rows)
        {
            Guid? listed = list.TryGetValue(row.ItemId, out var uuid) ? uuid : null;
            Rows[row.ItemId] = DeploymentMachine.Inventoried(row, listed, world.Now, IdentityMissing(row));
        }
    }

    /// <summary>What the list of certificates tells: an identity of the item is not in the keychain.</summary>
    public bool IdentityMissing(Deployment row) => row.Carries.Except(Held).Any();

    // xorshift: the same history for the same seed on every runtime.
    private int Roll(int sides)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (int)(_random % (uint)sides);
    }
}
