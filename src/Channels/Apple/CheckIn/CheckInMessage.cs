namespace Chancery.Channels.Apple.CheckIn;

/// <summary>A message to the check-in address (Apple, "Implementing check-in").</summary>
public abstract record CheckInMessage
{
    /// <summary>Who speaks.</summary>
    public required EnrollmentIds Ids { get; init; }

    /// <summary>The push topic the device enrolled under; always there in <see cref="Authenticate"/> and <see cref="TokenUpdate"/>.</summary>
    public string? Topic { get; init; }

    /// <summary>The channel it came on.</summary>
    public ChannelKey Channel => Ids.Channel;
}

/// <summary>The device introduces itself: an enrolment begins (or begins again).</summary>
public sealed record Authenticate : CheckInMessage
{
    /// <summary>The device's name.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The part number, e.g. <c>MG6C3LL</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The model's name, e.g. <c>iPhone</c>.</summary>
    public string? ModelName { get; init; }

    /// <summary>The product, e.g. <c>iPhone15,2</c>.</summary>
    public string? ProductName { get; init; }

    /// <summary>The system's version.</summary>
    public string? OSVersion { get; init; }

    /// <summary>The system's build.</summary>
    public string? BuildVersion { get; init; }

    /// <summary>The serial number; absent in user enrolment.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The IMEI.</summary>
    public string? Imei { get; init; }

    /// <summary>The MEID.</summary>
    public string? Meid { get; init; }
}

/// <summary>A channel is open, and how to push to it.</summary>
public sealed record TokenUpdate : CheckInMessage
{
    /// <summary>What a push must carry.</summary>
    public required string PushMagic { get; init; }

    /// <summary>The push token.</summary>
    public required byte[] Token { get; init; }

    /// <summary>Clears a passcode. A secret.</summary>
    public byte[]? UnlockToken { get; init; }

    /// <summary>The device waits in its setup assistant.</summary>
    public bool AwaitingConfiguration { get; init; }

    /// <summary>The user is not at the console. Some clients send it as the string "false".</summary>
    public bool NotOnConsole { get; init; }

    /// <summary>Names the channel, not its secrets.</summary>
    public override string ToString() => $"TokenUpdate {{ {Channel} }}";
}

/// <summary>The MDM profile was removed.</summary>
public sealed record CheckOut : CheckInMessage;

/// <summary>A Mac asks whether a network user may have a channel. Answered 410 (no) or, once, by an empty challenge.</summary>
public sealed record UserAuthenticate : CheckInMessage
{
    /// <summary>The answer to a challenge, in the second round.</summary>
    public string? DigestResponse { get; init; }
}

/// <summary>A step of declarative management.</summary>
public sealed record DeclarativeManagement : CheckInMessage
{
    /// <summary><c>tokens</c>, <c>declaration-items</c>, <c>status</c> or <c>declaration/kind/id</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>JSON, for <c>status</c> and <c>tokens</c>.</summary>
    public byte[]? Data { get; init; }
}

/// <summary>The device asks for a token of a service.</summary>
public sealed record GetToken : CheckInMessage
{
    /// <summary>The service, e.g. <c>com.apple.maid</c>.</summary>
    public required string TokenServiceType { get; init; }
}

/// <summary>A Mac asks for its bootstrap token back.</summary>
public sealed record GetBootstrapToken : CheckInMessage;

/// <summary>A Mac escrows its bootstrap token.</summary>
public sealed record SetBootstrapToken : CheckInMessage
{
    /// <summary>The token; a secret. Null clears what is escrowed.</summary>
    public byte[]? BootstrapToken { get; init; }

    /// <summary>Names the channel, not its secret.</summary>
    public override string ToString() => $"SetBootstrapToken {{ {Channel} }}";
}
