using System.Collections.Immutable;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>What the device says, filled with what it is.</summary>
internal sealed class DeviceMessages(DeviceFacts facts)
{
    public byte[] Authenticate(string topic) => CheckInWriter.Write(new Authenticate
    {
        Ids = Ids(MdmChannel.Device),
        Topic = topic,
        DeviceName = facts.Name,
        Model = facts.Model,
        ModelName = facts.ModelName,
        ProductName = facts.ProductName,
        OSVersion = facts.OSVersion,
        BuildVersion = facts.BuildVersion,
        SerialNumber = facts.SerialNumber,
    });

    public byte[] TokenUpdate(string topic, MdmChannel channel) => CheckInWriter.Write(new TokenUpdate
    {
        Ids = Ids(channel),
        Topic = topic,
        PushMagic = facts.PushMagic,
        Token = facts.Token,
    });

    public byte[] CheckOut(string topic) => CheckInWriter.Write(new CheckOut { Ids = Ids(MdmChannel.Device), Topic = topic });

    public byte[] Idle(MdmChannel channel) => ReportWriter.Write(new ConnectReport { Ids = Ids(channel), Status = ReportStatus.Idle });

    public byte[] Answer(MdmChannel channel, Guid? command, CommandAnswer answer) => ReportWriter.Write(new ConnectReport
    {
        Ids = Ids(channel),
        Status = answer.Status,
        CommandUuid = command,
        ErrorChain = [.. answer.Error?.Chain.Select(link => new ReportedError(link.Domain, link.Code, link.Description)) ?? []],
        Profiles = answer.Profiles,
        Certificates = answer.Certificates,
        QueryResponses = answer.QueryResponses,
        SecurityInfo = answer.SecurityInfo,
    });

    private EnrollmentIds Ids(MdmChannel channel) =>
        new(facts.Udid, UserId: channel.UserId, UserShortName: channel.UserShortName, UserLongName: channel.UserLongName);
}

/// <summary>What a device answers to a command.</summary>
/// <param name="Status">Any but Idle.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record CommandAnswer(ReportStatus Status, DeviceError? Error = null)
{
    public static CommandAnswer Acknowledged { get; } = new(ReportStatus.Acknowledged);

    public static CommandAnswer NotNow { get; } = new(ReportStatus.NotNow);

    public ImmutableArray<InstalledProfile>? Profiles { get; init; }

    public ImmutableArray<InstalledCertificate>? Certificates { get; init; }

    public PlistDictionary? QueryResponses { get; init; }

    public PlistDictionary? SecurityInfo { get; init; }

    /// <summary>Acknowledged, or the error.</summary>
    public static CommandAnswer Of(DeviceError? error) => error is null ? Acknowledged : new CommandAnswer(ReportStatus.Error, error);
}
