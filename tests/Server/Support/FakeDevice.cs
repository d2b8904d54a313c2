using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using Chancery.Pki;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>The least of an Apple device: an identity by SCEP, messages signed with it.</summary>
public sealed class FakeDevice(HttpClient client, string udid) : IDisposable
{
    private static readonly string Magic = "magic";

    public RSA Key { get; } = TestPki.DeviceKey();

    public string Udid { get; } = udid;

    public X509Certificate2? Identity { get; set; }

    public EnrollmentIds Ids => new(Udid);

    public static EnrollmentIds User(string udid, string user) => new(udid, UserId: user, UserShortName: user);

    /// <summary>SCEP with a challenge.</summary>
    public async Task<HttpResponseMessage> ScepAsync(X509Certificate2 ca, string challenge)
    {
        var request = ScepClient.Create(Key, "CN=device", challenge, ca, Identity);
        var answer = await client.PostAsync("/apple/scep?operation=PKIOperation", new ByteArrayContent(request.Message));
        if (answer.IsSuccessStatusCode)
        {
            var issued = ScepClient.ReadReply(await answer.Content.ReadAsByteArrayAsync(), request, ca);
            Identity = issued.IsOk ? issued.Value : Identity;
        }

        return answer;
    }

    public Task<HttpResponseMessage> AuthenticateAsync() => CheckInAsync(new Authenticate
    {
        Ids = Ids,
        Topic = "com.apple.mgmt.External.test",
        DeviceName = "Alice’s iPhone",
        ProductName = "iPhone17,1",
        ModelName = "iPhone",
        OSVersion = "26.0",
        SerialNumber = "C0FFEE",
    });

    public Task<HttpResponseMessage> TokenUpdateAsync(string? user = null) => CheckInAsync(new TokenUpdate
    {
        Ids = user is null ? Ids : User(Udid, user),
        Topic = "com.apple.mgmt.External.test",
        PushMagic = Magic,
        Token = [1, 2, 3],
    });

    public Task<HttpResponseMessage> CheckInAsync(CheckInMessage message) => SendAsync("/apple/checkin", CheckInWriter.Write(message), AppleContent.CheckIn);

    public Task<HttpResponseMessage> IdleAsync(string? user = null) =>
        ReportAsync(new ConnectReport { Ids = user is null ? Ids : User(Udid, user), Status = ReportStatus.Idle });

    public Task<HttpResponseMessage> ReportAsync(ConnectReport report) => SendAsync("/apple/mdm", ReportWriter.Write(report), AppleContent.Connect);

    /// <summary>Sends a body under the identity's signature, or under the one given.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string contentType, string? signature = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        signature ??= Identity is null ? null : MdmSignature.Sign(body, Identity, Key);
        if (signature is { Length: > 0 })
        {
            request.Headers.TryAddWithoutValidation(AppleContent.SignatureHeader, signature);
        }

        return await client.SendAsync(request);
    }

    /// <summary>Obeys until there is nothing more to do, acknowledging what it is told and listing what it has.</summary>
    public async Task<List<AppleCommand>> SyncAsync(string? user = null)
    {
        var told = new List<AppleCommand>();
        var answer = await IdleAsync(user);
        for (var round = 0; round < 50; round++)
        {
            Assert.True(answer.IsSuccessStatusCode || told.Count > 0, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            var body = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
            var ended = !answer.IsSuccessStatusCode;
            answer.Dispose();
            if (body.Length == 0 || ended)
            {
                return told;
            }

            var command = CommandReader.Read(body).Value;
            told.Add(command);
            answer = await ReportAsync(Obey(command, user));
        }

        throw new InvalidOperationException("The server never comes to an end.");
    }

    /// <summary>What the device has installed: identifier and UUID.</summary>
    public Dictionary<string, Guid> Profiles { get; } = [];

    /// <summary>How a profile reads to this device, which cannot open sealed ones in these tests.</summary>
    public Func<byte[], (string Identifier, Guid Uuid)?> Open { get; set; } = _ => null;

    private ConnectReport Obey(AppleCommand command, string? user)
    {
        switch (command)
        {
            case InstallProfile install when Open(install.Payload) is { } profile:
                Profiles[profile.Identifier] = profile.Uuid;
                break;
            case RemoveProfile remove:
                Profiles.Remove(remove.Identifier);
                break;
            default:
                break;
        }

        var report = new ConnectReport { Ids = user is null ? Ids : User(Udid, user), Status = ReportStatus.Acknowledged, CommandUuid = command.CommandUuid };
        return command is ProfileList
            ? report with { Profiles = [.. Profiles.Select(pair => new InstalledProfile { PayloadIdentifier = pair.Key, PayloadUuid = pair.Value, IsManaged = true })] }
            : report;
    }

    public void Dispose() => client.Dispose();
}
