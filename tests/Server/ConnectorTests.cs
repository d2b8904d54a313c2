using System.Net;
using System.Net.Http.Json;
using Chancery.Channels.Connectors;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class ConnectorTests
{
    [Fact]
    public async Task Code_joins_one_connector_once()
    {
        await using var server = await ServerFixture.StartAsync();
        using var other = TestPki.IdentityWithKey(TestPki.Shared.Root, "CN=other");
        using var client = server.Client(other);
        Task<HttpResponseMessage> JoinAsync(HttpClient caller, string code) =>
            caller.PostAsync(ConnectorApi.Join, JsonContent.Create(new JoinRequest(code, "m", "1"), options: ConnectorJson.Options));
        await Http.RefusedAsync(JoinAsync(client, ServerFixture.JoinCode), HttpStatusCode.Forbidden, "joinCodeInvalid");
        await Http.RefusedAsync(JoinAsync(client, "guess"), HttpStatusCode.Forbidden, "joinCodeInvalid");
        using var bare = server.Client();
        await Http.RefusedAsync(JoinAsync(bare, "guess"), HttpStatusCode.Unauthorized, "connectorCertificateMissing");

        var made = await server.Admin.PostJsonAsync("/chancery/v1/connectors/joinCodes", "{}");
        using var joined = await JoinAsync(client, (string)made["joinCode"]!);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        Assert.Equal(2, (await server.Admin.GetJsonAsync("/chancery/v1/connectors"))["value"]!.AsArray().Count);
        await using var db = server.Open();
        Assert.DoesNotContain(await db.Settings.Select(row => row.Value).ToListAsync(), value => value.Contains((string)made["joinCode"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stranger_gets_no_work_and_is_not_believed()
    {
        await using var server = await ServerFixture.StartAsync();
        using var other = TestPki.IdentityWithKey(TestPki.Shared.Root, "CN=other");
        using var client = server.Client(other);
        foreach (var (path, body) in new (string, JsonContent)[]
        {
            (ConnectorApi.Lease, JsonContent.Create(new LeaseRequest(1, 0), options: ConnectorJson.Options)),
            (ConnectorApi.Result, JsonContent.Create(new ResultRequest(Guid.Empty, "x", new BindingEnded([])), options: ConnectorJson.Options)),
            (ConnectorApi.Publish, JsonContent.Create(new PublishRequest([1], [], [], [1], []), options: ConnectorJson.Options)),
        })
        {
            await Http.RefusedAsync(client.PostAsync(path, body), HttpStatusCode.Unauthorized, "connectorUnknown");
        }
    }

    [Fact]
    public async Task Connector_that_is_shut_out_gets_no_work()
    {
        await using var server = await ServerFixture.StartAsync();
        var id = (string)Assert.Single((await server.Admin.GetJsonAsync("/chancery/v1/connectors"))["value"]!.AsArray())!["id"]!;
        using (var answer = await server.Admin.PatchJsonAsync($"/chancery/v1/connectors/{id}", """{"disabled":true}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Http.RefusedAsync(server.Connector.PublishAsync(), HttpStatusCode.Unauthorized, "connectorUnknown");
    }

    [Fact]
    public async Task What_is_published_is_served_to_everybody()
    {
        await using var server = await ServerFixture.StartAsync();
        using var anybody = server.Client();
        Assert.Equal(server.Connector.Root.RawData, await anybody.GetByteArrayAsync("/pki/root.cer"));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await anybody.GetStringAsync("/pki/issuing.pem"), StringComparison.Ordinal);
        using var crl = await anybody.GetAsync("/pki/issuing.crl");
        Assert.Equal("application/pkix-crl", crl.Content.Headers.ContentType!.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/pki/issuing.crl");
        again.Headers.IfNoneMatch.Add(crl.Headers.ETag!);
        using var unchanged = await anybody.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        var vault = await server.Admin.GetJsonAsync("/chancery/v1/vault");
        Assert.Equal(Convert.ToBase64String(server.Connector.Vault.RawData), (string)vault["certificate"]!);
    }

    [Theory]
    [InlineData("{", "malformedJson")]
    [InlineData("{}", "malformedJson")]
    [InlineData("""{"id":"x"}""", "malformedJson")]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000001","leaseToken":"t","outcome":{"kind":"nothingWeKnow"}}""", "malformedJson")]
    public async Task Malformed_results_are_refused(string json, string code)
    {
        await using var server = await ServerFixture.StartAsync();
        await Http.RefusedAsync(server.Connector.Client.PostAsync(ConnectorApi.Result, Http.Json(json)), HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Text_with_nul_is_refused_before_it_meets_the_database(StoreKind kind)
    {
        await using var server = await ServerFixture.StartAsync(kind);
        var code = (string)(await server.Admin.PostJsonAsync("/chancery/v1/connectors/joinCodes", "{}"))["joinCode"]!;
        await Http.RefusedAsync(
            server.Connector.PostAsync(ConnectorApi.Join, new JoinRequest(code, "a\0b", "1")), HttpStatusCode.BadRequest, "malformedJson");
        await Http.RefusedAsync(
            server.Connector.PostAsync(ConnectorApi.Join, new JoinRequest(code, "a\u001bb", "1")), HttpStatusCode.BadRequest, "invalidRequest");
        await Http.RefusedAsync(
            server.Connector.PostAsync(
                ConnectorApi.Result, new ResultRequest(Guid.Empty, "t", new WorkRefused(new Domain.Error("workRefused", "x", "a\0b"), false))),
            HttpStatusCode.BadRequest, "malformedJson");
        await Http.RefusedAsync(
            server.Connector.PostAsync(ConnectorApi.Join, new JoinRequest(new string('x', 5000), "m", "1")), HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
        foreach (var path in new[] { "/beta/users/%00", "/beta/users?$filter=userPrincipalName eq '%00'", "/pki/%00", "/enroll/%00", "/beta/users('%00')" })
        {
            using var answer = await server.Admin.GetAsync(path);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    [Fact]
    public async Task One_code_shown_twice_at_once_joins_one_connector()
    {
        await using var server = await ServerFixture.StartAsync(StoreKind.PostgreSql);
        var code = (string)(await server.Admin.PostJsonAsync("/chancery/v1/connectors/joinCodes", "{}"))["joinCode"]!;
        using var one = TestPki.IdentityWithKey(TestPki.Shared.Root, "CN=one");
        using var two = TestPki.IdentityWithKey(TestPki.Shared.Root, "CN=two");
        using var first = server.Client(one);
        using var second = server.Client(two);
        var answers = await Task.WhenAll(new[] { first, second }.Select(client =>
            client.PostAsync(ConnectorApi.Join, JsonContent.Create(new JoinRequest(code, "m", "1"), options: ConnectorJson.Options))));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task Result_for_unknown_work_is_lost()
    {
        await using var server = await ServerFixture.StartAsync();
        await Http.RefusedAsync(
            server.Connector.PostAsync(ConnectorApi.Result, new ResultRequest(Guid.Empty, "t", new BindingEnded([]))), HttpStatusCode.Conflict, "leaseLost");
    }

    [Fact]
    public async Task Published_nonsense_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        var root = server.Connector.Root.RawData;
        Task<HttpResponseMessage> PublishAsync(byte[] vault, string crl) =>
            server.Connector.PostAsync(ConnectorApi.Publish, new PublishRequest(vault, [root], [root], root, [new PublishedCrl(crl, [0x30, 0])]));
        await Http.RefusedAsync(PublishAsync([1, 2], "issuing.crl"), HttpStatusCode.BadRequest, "certificateMalformed");
        await Http.RefusedAsync(PublishAsync(root, "../../etc/passwd"), HttpStatusCode.BadRequest, "invalidRequest");
    }
}
