using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using Chancery.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Chancery.Simulators.Tests.Server;

/// <summary>
/// An MDM server in the test's process, over real HTTPS: SCEP, check-in, connect and a queue for each channel. It believes no request
/// that is not proved by the identity it issued.
/// </summary>
internal sealed class FakeMdmServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<ChannelKey, List<QueuedCommand>> _queues = [];

    private FakeMdmServer(WebApplication app, X509Certificate2 tls)
    {
        _app = app;
        Tls = tls;
        app.MapGet("/scep", AnswerScepQuery);
        app.MapPost("/scep", AnswerScepMessage);
        app.MapPut("/checkin", CheckInAsync);
        app.MapPut("/mdm", ConnectAsync);
    }

    public TestAuthority Authority { get; } = new("Device authority of the tests");

    public X509Certificate2 Tls { get; }

    public string Url => _app.Urls.First();

    /// <summary>The challenge that SCEP accepts.</summary>
    public string Challenge { get; set; } = "open sesame";

    public List<X509Certificate2> Issued { get; } = [];

    public List<CheckInMessage> CheckIns { get; } = [];

    public List<ConnectReport> Reports { get; } = [];

    /// <summary>How each request proved itself: "tls", "signature", or both joined.</summary>
    public List<string> Proofs { get; } = [];

    /// <summary>Answers instead of the queue, e.g. 401.</summary>
    public Func<IResult>? Refusal { get; set; }

    /// <summary>Whether check-ins of users are turned away.</summary>
    public bool RefusesUsers { get; set; }

    /// <summary>Sent instead of the queue's next command.</summary>
    public byte[]? RawCommand { get; set; }

    public static async Task<FakeMdmServer> StartAsync()
    {
        var tls = MakeTls();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = tls;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (_, _, _) => true;
        })));
        var app = builder.Build();
        var server = new FakeMdmServer(app, tls);
        await app.StartAsync();
        return server;
    }

    /// <summary>Queues a command on a channel of a device.</summary>
    public void Push(ChannelKey channel, AppleCommand command)
    {
        lock (_lock)
        {
            Queue(channel).Add(new QueuedCommand(command));
        }
    }

    /// <summary>The last report of a command.</summary>
    public ConnectReport ReportOf(AppleCommand command)
    {
        lock (_lock)
        {
            return Reports.Last(report => report.CommandUuid == command.CommandUuid);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult AnswerScepQuery(string operation) => operation switch
    {
        "GetCACaps" => Results.Text(ScepServer.Capabilities),
        "GetCACert" => Results.Bytes(Authority.Certificate.RawData, "application/x-x509-ca-cert"),
        _ => Results.BadRequest(),
    };

    private async Task<IResult> AnswerScepMessage(HttpRequest request)
    {
        var opened = ScepServer.Open(await BodyAsync(request), Authority.Certificate, Authority.Key);
        if (!opened.IsOk)
        {
            return Results.BadRequest();
        }

        if (opened.Value.ChallengePassword != Challenge)
        {
            return Results.Bytes(ScepServer.Failure(opened.Value.Transaction, ScepFailInfo.BadRequest, Authority.Certificate, Authority.Key), "application/x-pki-message");
        }

        var issued = Authority.IssueDevice(opened.Value.SubjectPublicKeyInfo, opened.Value.Subject);
        Issued.Add(issued);
        return Results.Bytes(ScepServer.Success(opened.Value, issued, Authority.Certificate, Authority.Key), "application/x-pki-message");
    }

    private async Task<IResult> CheckInAsync(HttpRequest request)
    {
        var body = await BodyAsync(request);
        if (!IsProved(request, body))
        {
            return Results.StatusCode(403);
        }

        var message = CheckInReader.Read(body).Value;
        if (message.Channel.IsUser && RefusesUsers)
        {
            return Results.StatusCode(503);
        }

        CheckIns.Add(message);
        return Results.Ok();
    }

    private async Task<IResult> ConnectAsync(HttpRequest request)
    {
        var body = await BodyAsync(request);
        if (!IsProved(request, body))
        {
            return Results.StatusCode(403);
        }

        if (Refusal is not null)
        {
            return Refusal();
        }

        var report = ReportReader.Read(body).Value;
        lock (_lock)
        {
            Reports.Add(report);
            var next = Next(report);
            return next is null ? Results.Ok() : Results.Bytes(next, "application/xml");
        }
    }

    /// <summary>The first command without a final answer; one put off waits for the next Idle.</summary>
    private byte[]? Next(ConnectReport report)
    {
        var queue = Queue(report.Channel);
        if (queue.Find(queued => queued.Command.CommandUuid == report.CommandUuid) is { IsDone: false } reported)
        {
            reported.IsDone = report.Status != ReportStatus.NotNow;
            reported.IsPutOff = report.Status == ReportStatus.NotNow;
        }

        if (RawCommand is { } raw)
        {
            RawCommand = null;
            return raw;
        }

        if (report.Status == ReportStatus.Idle)
        {
            queue.ForEach(queued => queued.IsPutOff = false);
        }

        return queue.Find(queued => !queued.IsDone && !queued.IsPutOff) is { } next ? CommandWriter.Write(next.Command) : null;
    }

    private List<QueuedCommand> Queue(ChannelKey channel)
    {
        if (!_queues.TryGetValue(channel, out var queue))
        {
            _queues[channel] = queue = [];
        }

        return queue;
    }

    private bool IsProved(HttpRequest request, byte[] body)
    {
        var shown = request.HttpContext.Connection.ClientCertificate;
        var header = (string?)request.Headers[AppleContent.SignatureHeader];
        var signed = header is null ? null : MdmSignature.Verify(header, body) is { IsOk: true } verified ? verified.Value : null;
        Proofs.Add(string.Join('+', new[] { shown is null ? null : "tls", signed is null ? null : "signature" }.OfType<string>()));
        return (shown, signed) is not (null, null) && IsIssued(shown) && IsIssued(signed) && (header is null || signed is not null);
    }

    private bool IsIssued(X509Certificate2? certificate) => certificate is null || Issued.Exists(issued => issued.Thumbprint == certificate.Thumbprint);

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private static X509Certificate2 MakeTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=fake MDM server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(2));
    }

    private sealed class QueuedCommand(AppleCommand command)
    {
        public AppleCommand Command => command;

        public bool IsDone { get; set; }

        public bool IsPutOff { get; set; }
    }
}
