namespace Chancery.Storage;

/// <summary>What an administrator asked a device to do.</summary>
public enum DeviceActionKind
{
    /// <summary>Remove all it was given, then the MDM profile.</summary>
    Retire,

    /// <summary>EraseDevice.</summary>
    Wipe,

    /// <summary>DeviceLock.</summary>
    Lock,
}

/// <summary>How far an action has come.</summary>
public enum DeviceActionState
{
    /// <summary>Not yet offered to the device.</summary>
    Pending,

    /// <summary>Offered, or under way.</summary>
    Active,

    /// <summary>Done, and confirmed by the device.</summary>
    Done,

    /// <summary>The device has gone without confirming.</summary>
    Unconfirmed,

    /// <summary>The device refused; the error says why.</summary>
    Failed,
}

/// <summary>An action on a device: Graph's <c>deviceActionResult</c>.</summary>
public sealed class DeviceActionRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The device.</summary>
    public Guid DeviceId { get; set; }

    /// <summary>What.</summary>
    public DeviceActionKind Kind { get; set; }

    /// <summary>How far.</summary>
    public DeviceActionState State { get; set; }

    /// <summary>The parameters as JSON (e.g. of Graph's wipe); never a secret that outlives the action.</summary>
    public string? ParametersJson { get; set; }

    /// <summary>Who asked.</summary>
    public string Actor { get; set; } = "";

    /// <summary>The command that carries it, once offered.</summary>
    public Guid? OfferedCommandUuid { get; set; }

    /// <summary>How often it was offered.</summary>
    public int Attempts { get; set; }

    /// <summary>After a NotNow: not to be offered again before.</summary>
    public DateTimeOffset? NotNowUntil { get; set; }

    /// <summary>Why it failed: a code of the catalogue.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>A fact that helps; never a secret.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
