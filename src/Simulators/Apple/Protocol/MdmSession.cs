using System.Net;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>How a conversation ended.</summary>
/// <param name="Error">Why it broke off; null where the server had nothing more to say.</param>
/// <param name="After">What is to be done now.</param>
internal readonly record struct SessionEnd(DeviceError? Error, Aftermath After);

/// <summary>The device's conversations with its MDM server, from Authenticate to CheckOut.</summary>
internal sealed class MdmSession(DeviceFacts facts, SimulatedDeviceOptions options, CommandObeyer obeyer, ProfileStore profiles) : IDisposable
{
    // No server of ours has this much to say; one that repeats itself for ever must not hang a test.
    private const int MostReports = 2000;

    private readonly DeviceMessages _messages = new(facts);
    private readonly Mischief _mischief = new(options.Misbehaviour, options.Seed, options.Name);
    private readonly List<ReceivedCommand> _commands = [];
    private readonly HashSet<MdmChannel> _open = [];
    private UnreliableWire? _wire;
    private MdmClient? _client;
    private DeviceProfile? _clientOf;

    public IReadOnlyList<ReceivedCommand> Commands => _commands;

    public IReadOnlyList<MischiefDone> MischiefDone => _mischief.Done;

    /// <summary>Introduces the device to the server of an enrolment profile and opens the device channel.</summary>
    public async Task<DeviceError?> BeginAsync(DeviceProfile enrollment, CancellationToken cancellation)
    {
        Use(enrollment);
        _wire = new UnreliableWire(_mischief);
        return await CheckInAsync(_messages.Authenticate(enrollment.Mdm!.Topic), cancellation)
            ?? await OpenAsync(enrollment, MdmChannel.Device, cancellation);
    }

    /// <summary>Opens a channel of the enrolment: TokenUpdate.</summary>
    public Task<DeviceError?> OpenAsync(MdmChannel channel, CancellationToken cancellation) => OpenAsync(profiles.Enrollment!, channel, cancellation);

    /// <summary>Whether the server has accepted a channel.</summary>
    public bool IsOpen(MdmChannel channel) => _open.Contains(channel);

    /// <summary>Connects with Idle and obeys until the server says nothing more.</summary>
    public async Task<SessionEnd> RunAsync(MdmChannel channel, CancellationToken cancellation)
    {
        var report = _messages.Idle(channel);
        var after = Aftermath.None;
        for (var count = 0; count < MostReports; count++)
        {
            Use(profiles.Enrollment!);
            var sent = await _wire!.SendAsync(_client!, report, cancellation);
            if (sent.Error is { } error)
            {
                return new SessionEnd(error, after);
            }

            // Once told to go, a device has said its last word and hears no more.
            if (after != Aftermath.None)
            {
                return new SessionEnd(null, after);
            }

            if (sent.Value is null)
            {
                report = _messages.Idle(channel);
                continue;
            }

            if (Refused(sent.Value) is { } refused)
            {
                return refused;
            }

            if (sent.Value.Body.Length == 0)
            {
                return new SessionEnd(null, Aftermath.None);
            }

            (report, after) = await AnswerAsync(sent.Value.Body, channel, cancellation);
        }

        return new SessionEnd(DeviceErrors.BadServerResponse($"The server had more than {MostReports} commands."), after);
    }

    /// <summary>Tells the server that the profile is gone. Best effort, as on a device.</summary>
    public Task CheckOutAsync(CancellationToken cancellation) => CheckInAsync(_messages.CheckOut(profiles.Enrollment!.Mdm!.Topic), cancellation);

    /// <summary>Forgets the enrolment.</summary>
    public void End()
    {
        _open.Clear();
        _client?.Dispose();
        (_client, _clientOf, _wire) = (null, null, null);
    }

    public void Dispose() => _client?.Dispose();

    private async Task<DeviceError?> OpenAsync(DeviceProfile enrollment, MdmChannel channel, CancellationToken cancellation)
    {
        var error = await CheckInAsync(_messages.TokenUpdate(enrollment.Mdm!.Topic, channel), cancellation);
        if (error is null)
        {
            _open.Add(channel);
        }

        return error;
    }

    private async Task<DeviceError?> CheckInAsync(byte[] message, CancellationToken cancellation)
    {
        var answer = await _client!.CheckInAsync(message, cancellation);
        return answer.Error
            ?? (answer.Value.Status == HttpStatusCode.OK ? null : DeviceErrors.CannotCheckIn($"The server answered {(int)answer.Value.Status}."));
    }

    /// <summary>A renewed profile brings a new identity, and with it a new connection.</summary>
    private void Use(DeviceProfile enrollment)
    {
        if (_clientOf == enrollment)
        {
            return;
        }

        _client?.Dispose();
        var mdm = enrollment.Mdm!;
        X509Certificate2Collection anchors = [.. enrollment.Certificates.Where(entry => entry.IsAnchor).Select(entry => entry.Certificate)];

        // iPhones show the identity in TLS always; our Mac only where nothing else would prove it, so that both ways are used.
        var showsCertificate = !facts.IsMac || !mdm.SignMessage;
        _client = new MdmClient(mdm, EnrollmentIdentity.Of(enrollment)!, anchors, showsCertificate, options.TimeProvider);
        _clientOf = enrollment;
    }

    // 401 makes every device unenrol; since iOS 17 and macOS 14 so does a 403 that says com.apple.unrecognized.device.
    private static SessionEnd? Refused(HttpAnswer answer)
    {
        if (answer.Status == HttpStatusCode.OK)
        {
            return null;
        }

        var isDisowned = answer.Status == HttpStatusCode.Unauthorized
            || (answer.Status == HttpStatusCode.Forbidden
                && Plist.ParseDictionary(answer.Body) is { IsOk: true } said && said.Value.Text("code") == "com.apple.unrecognized.device");
        return new SessionEnd(
            DeviceErrors.BadServerResponse($"The server answered {(int)answer.Status}."), isDisowned ? Aftermath.Disown : Aftermath.None);
    }

    private async Task<(byte[] Report, Aftermath After)> AnswerAsync(byte[] body, MdmChannel channel, CancellationToken cancellation)
    {
        var read = CommandReader.Read(body);
        if (!read.IsOk)
        {
            var malformed = new CommandAnswer(ReportStatus.CommandFormatError);
            var fields = Plist.ParseDictionary(body);
            var uuid = fields.IsOk ? fields.Value.Uuid("CommandUUID") : null;
            Log(channel, uuid, "?", body, malformed with { Error = DeviceErrors.MalformedRequest(read.Error.Code) });
            return (_messages.Answer(channel, uuid, malformed), Aftermath.None);
        }

        var command = read.Value;
        var (answer, after) = await obeyer.ObeyAsync(command, channel, cancellation);
        Log(channel, command.CommandUuid, (command as UnknownCommand)?.RequestType ?? command.GetType().Name, body, answer);
        return (_messages.Answer(channel, command.CommandUuid, answer), after);
    }

    private void Log(MdmChannel channel, Guid? uuid, string type, byte[] body, CommandAnswer answer) =>
        _commands.Add(new ReceivedCommand(_commands.Count + 1, channel, uuid ?? Guid.Empty, type, body, answer.Status.ToString(), answer.Error));
}
