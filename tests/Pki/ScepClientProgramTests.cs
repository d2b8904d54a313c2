using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Debian's scepclient (micromdm) against our server's side: it shares no code with us.</summary>
public sealed class ScepClientProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly string _url;
    private PkiResult<ScepRequest>? _opened;

    public ScepClientProgramTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/scep/";
        }

        _listener.Prefixes.Add(_url);
        _listener.Start();
    }

    [Fact]
    public async Task ScepClient_withChallenge_obtainsACertificate()
    {
        var serving = ServeAsync();
        var (exitCode, output) = await RunAsync("-challenge", "secret");
        Assert.True(exitCode == 0, output);
        var request = Given.Ok(_opened!.Value);
        Assert.Equal("secret", request.ChallengePassword);
        var certificate = Given.Ok(CertificateReader.Read(_folder.Read("client.pem")));
        Assert.True(CertificateReader.IsIssuedBy(certificate, Given.Devices.Certificate));
        Assert.Equal(request.PublicKeyHash, CertificateReader.PublicKeyHash(certificate));
        _listener.Stop();
        await serving;
    }

    [Fact]
    public async Task ScepClient_withWrongChallenge_isToldOfTheFailure()
    {
        var serving = ServeAsync();
        var (exitCode, output) = await RunAsync("-challenge", "wrong");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("badRequest", output, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_folder.Path("client.pem")));
        _listener.Stop();
        await serving;
    }

    public void Dispose()
    {
        _listener.Close();
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var (type, answer) = Answer(context.Request.QueryString["operation"], context.Request.QueryString["message"], body.ToArray());
            context.Response.ContentType = type;
            context.Response.Close(answer, willBlock: false);
        }
    }

    private (string Type, byte[] Answer) Answer(string? operation, string? message, byte[] body) => operation switch
    {
        "GetCACaps" => ("text/plain", System.Text.Encoding.ASCII.GetBytes(ScepServer.Capabilities)),
        "GetCACert" => ("application/x-x509-ca-cert", Given.Devices.Certificate.RawData),
        _ => ("application/x-pki-message", Certify(body.Length > 0 ? body : Convert.FromBase64String(message!))),
    };

    private byte[] Certify(byte[] message)
    {
        var ca = Given.Devices.Certificate;
        var opened = ScepServer.Open(message, ca, Given.DevicesKey);
        _opened = opened;
        if (!opened.IsOk || opened.Value.ChallengePassword != "secret")
        {
            return ScepServer.Failure(Given.Ok(ScepServer.ReadTransaction(message)), ScepFailInfo.BadRequest, ca, Given.DevicesKey, "No.");
        }

        var draft = Given.Draft(CertificateKind.DeviceIdentity, Given.Key1, "CN=client") with { PublicKey = opened.Value.SubjectPublicKeyInfo };
        return ScepServer.Success(opened.Value, Given.Issue(draft, Given.Devices), ca, Given.DevicesKey);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        string[] all =
        [
            "-server-url", _url, "-private-key", _folder.Path("client.key"), "-certificate", _folder.Path("client.pem"), "-keySize", "2048", "-cn", "client",
            .. arguments,
        ];
        using var process = Process.Start(new ProcessStartInfo("scepclient", all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(_folder.Path("x")),
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
