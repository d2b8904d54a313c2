using Xunit;

namespace Chancery.Domain.Tests;

public sealed class DeploymentMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid DeviceId = World.Id(1);
    private static readonly PlannedItem Item = new()
    {
        ItemId = "identity:x",
        Kind = ItemKind.Identity,
        ProfileId = World.Id(2),
        Channel = DeploymentChannel.Device,
        Revision = "r1",
    };

    [Fact]
    public void Wanted_item_is_sealed_offered_delivered_and_verified()
    {
        var row = DeploymentMachine.Want(DeviceId, null, Item);
        Assert.Equal(DeploymentState.Sealing, row.State);
        row = DeploymentMachine.Ready(row, "r1");
        Assert.Equal(DeploymentState.Pending, row.State);
        var step = Assert.IsType<InstallStep>(Next(row));
        row = DeploymentMachine.Offered(row, step);
        Assert.Equal(DeploymentState.Offered, row.State);
        row = DeploymentMachine.Acknowledged(row, step.CommandUuid);
        Assert.Equal(DeploymentState.Delivered, row.State);
        Assert.IsType<InventoryStep>(Next(row));
        row = DeploymentMachine.Inventoried(row, Identifiers.ProfileUuid(DeviceId, Item.ItemId, "r1"), Now);
        Assert.Equal((DeploymentState.Verified, "r1"), (row.State, row.InstalledRevision));
        Assert.Null(Next(row));
    }

    [Fact]
    public void Answer_to_another_command_changes_nothing()
    {
        var row = OfferedRow();
        var other = World.Id(99);
        Assert.Same(row, DeploymentMachine.Acknowledged(row, other));
        Assert.Same(row, DeploymentMachine.NotNow(row, other, Now));
        Assert.Same(row, DeploymentMachine.Refused(row, other, new Error("profileRefusedByDevice"), Now));
    }

    [Fact]
    public void Third_refusal_fails_and_the_next_revision_starts_afresh()
    {
        var row = DeploymentMachine.Ready(DeploymentMachine.Want(DeviceId, null, Item), "r1");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var step = Assert.IsType<InstallStep>(Next(row));
            row = DeploymentMachine.Refused(DeploymentMachine.Offered(row, step), step.CommandUuid, new Error("profileRefusedByDevice"), Now);
            Assert.Equal(attempt < 3 ? DeploymentState.Pending : DeploymentState.Failed, row.State);
        }

        Assert.Null(Next(row));
        row = DeploymentMachine.Want(DeviceId, row, Item with { Revision = "r2" });
        Assert.Equal((DeploymentState.Sealing, 0, null), (row.State, row.Attempts, row.Error));
    }

    [Fact]
    public void Same_refusal_reported_twice_counts_once()
    {
        var row = OfferedRow();
        var command = row.OfferedCommandUuid!.Value;
        row = DeploymentMachine.Refused(row, command, new Error("profileRefusedByDevice"), Now);
        Assert.Same(row, DeploymentMachine.Refused(row, command, new Error("profileRefusedByDevice"), Now));
    }

    [Fact]
    public void Acknowledged_but_never_listed_is_offered_again_and_then_failed()
    {
        var row = DeploymentMachine.Ready(DeploymentMachine.Want(DeviceId, null, Item), "r1");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var step = Assert.IsType<InstallStep>(Next(row));
            row = DeploymentMachine.Acknowledged(DeploymentMachine.Offered(row, step), step.CommandUuid);
            row = DeploymentMachine.Inventoried(row, listed: null, Now);
        }

        Assert.Equal((DeploymentState.Failed, "profileNotConfirmed"), (row.State, row.Error?.Code));
    }

    [Fact]
    public void Listed_profile_without_its_identity_is_offered_again_and_then_failed()
    {
        var listed = Identifiers.ProfileUuid(DeviceId, Item.ItemId, "r1");
        var row = DeploymentMachine.Ready(DeploymentMachine.Want(DeviceId, null, Item), "r1");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var step = Assert.IsType<InstallStep>(Next(row));
            row = DeploymentMachine.Acknowledged(DeploymentMachine.Offered(row, step), step.CommandUuid);
            row = DeploymentMachine.Inventoried(row, listed, Now, identityMissing: true);
            Assert.Equal("r1", row.InstalledRevision);
        }

        Assert.Equal((DeploymentState.Failed, "identityNotConfirmed"), (row.State, row.Error?.Code));
        Assert.Equal(DeploymentState.Verified, DeploymentMachine.Inventoried(row, listed, Now).State);
    }

    [Fact]
    public void Verified_item_that_loses_its_identity_is_offered_again()
    {
        var listed = Identifiers.ProfileUuid(DeviceId, Item.ItemId, "r1");
        var row = DeploymentMachine.Inventoried(OfferedRow(), listed, Now);
        Assert.Equal(DeploymentState.Verified, row.State);
        Assert.IsType<InstallStep>(Next(DeploymentMachine.Inventoried(row, listed, Now, identityMissing: true)));
    }

    [Fact]
    public void Removal_does_not_wait_for_an_identity_that_is_still_listed()
    {
        var listed = Identifiers.ProfileUuid(DeviceId, Item.ItemId, "r1");
        var row = DeploymentMachine.Unwant(DeploymentMachine.Inventoried(OfferedRow(), listed, Now));
        Assert.Equal(DeploymentState.Removed, DeploymentMachine.Inventoried(row, listed: null, Now, identityMissing: true).State);
    }

    [Fact]
    public void Inventory_of_the_same_facts_has_another_name_each_time_and_the_certificates_one_of_their_own()
    {
        var row = OfferedRow();
        var first = Diff.InventoryOf([row], DeploymentChannel.Device);
        var second = Diff.InventoryOf([row], DeploymentChannel.Device, inventories: 1);
        Assert.Equal(first, Diff.InventoryOf([row], DeploymentChannel.Device, inventories: 0));
        Assert.Equal(4, new[] { first.CommandUuid, second.CommandUuid, first.CertificatesUuid, second.CertificatesUuid }.Distinct().Count());
    }

    [Fact]
    public void Certificates_are_asked_for_only_where_an_offered_item_may_carry_an_identity()
    {
        var trust = OfferedRow() with { Kind = ItemKind.Trust };
        Assert.False(Diff.NeedsCertificates([trust]));
        Assert.False(Diff.NeedsCertificates([DeploymentMachine.Want(DeviceId, null, Item)]));
        Assert.True(Diff.NeedsCertificates([trust, OfferedRow()]));
        Assert.False(Diff.NeedsCertificates([DeploymentMachine.Unwant(OfferedRow())]));
    }

    [Fact]
    public void Lost_command_is_offered_again_without_counting()
    {
        var row = DeploymentMachine.Inventoried(OfferedRow(), listed: null, Now);
        Assert.Equal((DeploymentState.Pending, 0), (row.State, row.Attempts));
    }

    [Fact]
    public void Not_now_rests_on_this_connection_only()
    {
        var row = OfferedRow();
        row = DeploymentMachine.NotNow(row, row.OfferedCommandUuid!.Value, Now);
        Assert.Null(Diff.Next([row], DeploymentChannel.Device, new Connection(Now, IsFresh: false)));
        Assert.IsType<InstallStep>(Next(row));
    }

    [Fact]
    public void Sealed_bytes_of_a_revision_not_wanted_any_more_are_not_offered()
    {
        var row = DeploymentMachine.Want(DeviceId, DeploymentMachine.Want(DeviceId, null, Item), Item with { Revision = "r2" });
        Assert.Same(row, DeploymentMachine.Ready(row, "r1"));
        Assert.Null(Next(row));
    }

    [Fact]
    public void Refused_sealing_fails_or_waits()
    {
        var row = DeploymentMachine.Want(DeviceId, null, Item);
        var error = new Error("invalidRequest");
        Assert.Equal(DeploymentState.Sealing, DeploymentMachine.SealingRefused(row, "r1", error, retryable: true).State);
        Assert.Equal(DeploymentState.Failed, DeploymentMachine.SealingRefused(row, "r1", error, retryable: false).State);
        Assert.Same(row, DeploymentMachine.SealingRefused(row, "r0", error, retryable: false));
    }

    [Fact]
    public void Removal_is_confirmed_by_the_inventory_and_asked_again_while_it_is_listed()
    {
        var listed = Identifiers.ProfileUuid(DeviceId, Item.ItemId, "r1");
        var row = DeploymentMachine.Unwant(DeploymentMachine.Inventoried(OfferedRow(), listed, Now));
        Assert.Equal(DeploymentState.Removing, row.State);
        var step = Assert.IsType<RemoveStep>(Next(row));
        row = DeploymentMachine.Offered(row, step);
        Assert.IsType<InventoryStep>(Next(row));
        row = DeploymentMachine.Inventoried(row, listed, Now);
        Assert.NotEqual(step.CommandUuid, Assert.IsType<RemoveStep>(Next(row)).CommandUuid);
        row = DeploymentMachine.Inventoried(row, listed: null, Now);
        Assert.Equal((DeploymentState.Removed, null), (row.State, row.InstalledRevision));
    }

    [Fact]
    public void What_was_never_offered_is_removed_at_once_and_leaving_confirms_nothing_else()
    {
        Assert.Equal(DeploymentState.Removed, DeploymentMachine.Unwant(DeploymentMachine.Want(DeviceId, null, Item)).State);
        Assert.Equal(DeploymentState.Removed, DeploymentMachine.Left(DeploymentMachine.Want(DeviceId, null, Item)).State);
        Assert.Equal(DeploymentState.RemovedUnconfirmed, DeploymentMachine.Left(OfferedRow()).State);
    }

    [Fact]
    public void Item_without_its_channel_waits_and_goes_on_when_it_is_bound()
    {
        var row = DeploymentMachine.Want(DeviceId, null, Item with { WaitsForChannel = true });
        Assert.Equal(DeploymentState.WaitingForChannel, row.State);
        Assert.Equal(DeploymentState.Sealing, DeploymentMachine.Want(DeviceId, row, Item).State);
    }

    [Fact]
    public void Every_state_has_a_status_of_Graph() =>
        Assert.All(Enum.GetValues<DeploymentState>(), state => Assert.NotEmpty(GraphStatus.Of(state).ComplianceStatus));

    private static Step? Next(Deployment row) => Diff.Next([row], DeploymentChannel.Device, new Connection(Now, IsFresh: true));

    private static Deployment OfferedRow()
    {
        var row = DeploymentMachine.Ready(DeploymentMachine.Want(DeviceId, null, Item), "r1");
        return DeploymentMachine.Offered(row, Next(row)!);
    }
}
