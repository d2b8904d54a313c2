namespace Chancery.Channels.Apple.Commands;

/// <summary>Writes commands, for the server.</summary>
public static class CommandWriter
{
    /// <summary>Writes one command, the whole body of an answer to a connect message.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="ArgumentException">An <see cref="UnknownCommand"/>: there is nothing to write.</exception>
    public static byte[] Write(AppleCommand command) => Plist.Write(new PlistDictionary
    {
        { "CommandUUID", command.CommandUuid.ToString("D") },
        { "Command", Body(command) },
    });

    private static PlistDictionary Body(AppleCommand command) => command switch
    {
        InstallProfile(var payload) => new() { { "RequestType", "InstallProfile" }, { "Payload", payload } },
        RemoveProfile(var identifier) => new() { { "RequestType", "RemoveProfile" }, { "Identifier", identifier } },
        ProfileList(var managedOnly) => new() { { "RequestType", "ProfileList" }, { "ManagedOnly", managedOnly } },
        CertificateList(var managedOnly) => new() { { "RequestType", "CertificateList" }, { "ManagedOnly", managedOnly } },
        DeviceInformation(var queries) => new()
        {
            { "RequestType", "DeviceInformation" }, { "Queries", new PlistArray(queries.Select(query => new PlistString(query))) },
        },
        SecurityInfo => new() { { "RequestType", "SecurityInfo" } },
        EraseDevice(var pin) => new() { { "RequestType", "EraseDevice" }, { "PIN", Text(pin) } },
        DeviceLock(var pin, var message) => new() { { "RequestType", "DeviceLock" }, { "PIN", Text(pin) }, { "Message", Text(message) } },
        _ => throw new ArgumentException($"Not a command of ours: {command.GetType().Name}", nameof(command)),
    };

    private static PlistString? Text(string? text) => text is null ? null : new PlistString(text);
}
