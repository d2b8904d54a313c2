namespace Chancery.Domain;

/// <summary>What is known of the connection a device made.</summary>
/// <param name="Now">The instant.</param>
/// <param name="IsFresh">It has just begun (the device reported Idle): what said "not now" before is offered again.</param>
/// <param name="InventoryRests">The device has just said "not now" to an inventory.</param>
/// <param name="Inventories">How many inventories of the channel were taken before.</param>
public readonly record struct Connection(DateTimeOffset Now, bool IsFresh, bool InventoryRests = false, int Inventories = 0);
