namespace Chancery.Server.Reconciliation;

/// <summary>What the device is to be told next, before it is a command of its protocol.</summary>
/// <param name="CommandUuid">The command's identifier, a function of the facts: the same action told again has the same.</param>
internal abstract record SyncAction(Guid CommandUuid);

/// <summary>Install a profile (Apple: InstallProfile).</summary>
internal sealed record InstallAction(Guid CommandUuid, string ItemId, byte[] Profile) : SyncAction(CommandUuid);

/// <summary>Remove a profile (Apple: RemoveProfile). With <see cref="Chancery.Domain.Identifiers.ManagementProfile"/> it ends management.</summary>
internal sealed record RemoveAction(Guid CommandUuid, string PayloadIdentifier) : SyncAction(CommandUuid);

/// <summary>List the managed profiles (Apple: ProfileList with ManagedOnly).</summary>
internal sealed record InventoryAction(Guid CommandUuid) : SyncAction(CommandUuid);

/// <summary>List the managed certificates (Apple: CertificateList with ManagedOnly): the first half of an inventory.</summary>
internal sealed record CertificatesAction(Guid CommandUuid) : SyncAction(CommandUuid);

/// <summary>Tell what the device is (Apple: DeviceInformation).</summary>
internal sealed record DetailsAction(Guid CommandUuid) : SyncAction(CommandUuid);

/// <summary>Tell how the device is protected (Apple: SecurityInfo).</summary>
internal sealed record SecurityAction(Guid CommandUuid) : SyncAction(CommandUuid);

/// <summary>Lock the device (Apple: DeviceLock).</summary>
internal sealed record LockAction(Guid CommandUuid) : SyncAction(CommandUuid);

/// <summary>Erase the device (Apple: EraseDevice).</summary>
internal sealed record EraseAction(Guid CommandUuid) : SyncAction(CommandUuid);
