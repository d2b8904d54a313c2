namespace Chancery.Domain;

/// <summary>One thing to do so that a device comes to have what its plan says.</summary>
/// <param name="DeviceId">The device.</param>
public abstract record Step(Guid DeviceId);

/// <summary>Record that an item is wanted at a revision that was not wanted before, and have it sealed where it carries a key.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Item">The item.</param>
public sealed record WantStep(Guid DeviceId, PlannedItem Item) : Step(DeviceId);

/// <summary>Record that an item is not wanted any more.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="ItemId">The item.</param>
public sealed record UnwantStep(Guid DeviceId, string ItemId) : Step(DeviceId);

/// <summary>Offer an item's profile to the device.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Revision">The revision, whose bytes are ready.</param>
/// <param name="CommandUuid">The command's identifier, a function of item, revision and attempt.</param>
public sealed record InstallStep(Guid DeviceId, string ItemId, string Revision, Guid CommandUuid) : Step(DeviceId);

/// <summary>Have the device remove an item's profile.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="ItemId">The item.</param>
/// <param name="CommandUuid">The command's identifier.</param>
public sealed record RemoveStep(Guid DeviceId, string ItemId, Guid CommandUuid) : Step(DeviceId);

/// <summary>Ask the device which profiles it has on a channel.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Channel">The channel.</param>
/// <param name="CommandUuid">The command's identifier, a function of what is known of the channel.</param>
public sealed record InventoryStep(Guid DeviceId, DeploymentChannel Channel, Guid CommandUuid) : Step(DeviceId)
{
    /// <summary>The command that asks for the certificates of the same inventory, before the profiles.</summary>
    public Guid CertificatesUuid => Identifiers.Uuid("certificates", CommandUuid.ToString());
}
