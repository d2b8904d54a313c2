using Chancery.Domain;

namespace Chancery.Channels.Apple.Commands;

/// <summary>Reads commands, for the simulated devices.</summary>
public static class CommandReader
{
    /// <summary>
    /// Reads one command; one that is not known comes out as <see cref="UnknownCommand"/>. Fails with the codes of
    /// <see cref="Plist.Parse"/>, <c>mdmFieldMissing</c> or <c>mdmFieldInvalid</c>.
    /// </summary>
    /// <param name="body">The body of the server's answer, which must not be empty (empty: there is no command).</param>
    public static Result<AppleCommand> Read(ReadOnlySpan<byte> body)
    {
        var parsed = Plist.ParseDictionary(body);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        var uuid = new MessageFields(parsed.Value).Finish(fields => fields.RequiredUuid("CommandUUID"));
        if (!uuid.IsOk)
        {
            return uuid.Error;
        }

        return parsed.Value.Dictionary("Command") is { } command
            ? new MessageFields(command).Finish(fields => Read(fields, uuid.Value))
            : new Error("mdmFieldMissing", "Command");
    }

    private static AppleCommand Read(MessageFields fields, Guid uuid) => fields.RequiredText("RequestType") switch
    {
        "InstallProfile" => new InstallProfile(fields.RequiredData("Payload")) { CommandUuid = uuid },
        "RemoveProfile" => new RemoveProfile(fields.RequiredText("Identifier")) { CommandUuid = uuid },
        "ProfileList" => new ProfileList(fields.Message.Boolean("ManagedOnly") ?? false) { CommandUuid = uuid },
        "CertificateList" => new CertificateList(fields.Message.Boolean("ManagedOnly") ?? false) { CommandUuid = uuid },
        "DeviceInformation" => new DeviceInformation(fields.Texts("Queries")) { CommandUuid = uuid },
        "SecurityInfo" => new SecurityInfo { CommandUuid = uuid },
        "EraseDevice" => new EraseDevice(fields.Text("PIN")) { CommandUuid = uuid },
        "DeviceLock" => new DeviceLock(fields.Text("PIN"), fields.Text("Message")) { CommandUuid = uuid },
        var other => new UnknownCommand(other) { CommandUuid = uuid },
    };
}
