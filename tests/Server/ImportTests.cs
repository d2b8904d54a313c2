using System.Net;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task Import_is_answered_after_the_verdict_as_Graph_has_it()
    {
        await using var server = await ServerFixture.StartAsync();
        var user = await server.UserAsync();
        var (json, thumbprint) = server.Import();
        var created = await server.Admin.PostJsonAsync(Scenario.Certificates, json);
        var id = $"{user:n}-{thumbprint}";
        Assert.Equal(id, (string)created["id"]!);
        Assert.Equal(thumbprint, (string)created["thumbprint"]!);
        Assert.Equal("smimeEncryption", (string)created["intendedPurpose"]!);
        Assert.Equal("AA==", (string)created["encryptedPfxBlob"]!);
        Assert.Equal("", (string)created["encryptedPfxPassword"]!);
        foreach (var path in new[] { $"/{id}", $"('{id}')", $"({id})" })
        {
            Assert.Equal(id, (string)(await server.Admin.GetJsonAsync(Scenario.Certificates + path))["id"]!);
        }

        var filter = Uri.EscapeDataString($"tolower(userPrincipalName) eq 'alice@example.test' and tolower(thumbprint) eq '{thumbprint}'");
        Assert.Single((await server.Admin.GetJsonAsync($"{Scenario.Certificates}?$filter={filter}"))["value"]!.AsArray());
        await using var db = server.Open();
        Assert.Equal([1, 2, 3], (await db.UserPfxCertificates.SingleAsync()).SealedKey);
        Assert.Contains(await db.Audit.Select(row => row.Action).ToListAsync(), action => action == "userPfxCertificate.imported");
        Assert.All(await db.Work.Where(row => row.Kind == "importPfx").ToListAsync(), work => Assert.Equal("", work.BodyJson));

        using var deleted = await server.Admin.DeleteAsync($"{Scenario.Certificates}/{id}", ifMatch: null);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Http.RefusedAsync(server.Admin.DeleteAsync($"{Scenario.Certificates}/{id}", ifMatch: null), HttpStatusCode.NotFound, "notFound");
    }

    [Fact]
    public async Task Enum_members_are_read_in_Pascal_case_too()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        await server.Admin.PostJsonAsync(Scenario.Certificates, server.Import(purpose: "SmimeEncryption").Json);
    }

    [Fact]
    public async Task Lies_about_the_certificate_are_refused_and_nothing_is_stored()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        await RefusedAsync(server, server.Import(more: $",\"thumbprint\":\"{new string('a', 40)}\"").Json, HttpStatusCode.UnprocessableEntity, "thumbprintMismatch");
        await RefusedAsync(server, server.Import(more: ",\"startDateTime\":\"2001-01-01T00:00:00Z\"").Json, HttpStatusCode.UnprocessableEntity, "validityMismatch");
        await RefusedAsync(server, server.Import(more: ",\"thumbprint\":\"zz\"").Json, HttpStatusCode.BadRequest, "invalidRequest");
        await RefusedAsync(server, server.Import(more: ",\"expirationDateTime\":\"2001-01-01\"").Json, HttpStatusCode.BadRequest, "invalidRequest");
        await RefusedAsync(server, server.Import(purpose: "vpn").Json, HttpStatusCode.UnprocessableEntity, "purposeUnsupported");
        await RefusedAsync(server, server.Import(name: "nobody").Json, HttpStatusCode.UnprocessableEntity, "userUnknown");
        await RefusedAsync(
            server, """{"userPrincipalName":"alice@example.test","intendedPurpose":"smimeEncryption","encryptedPfxBlob":"MAA="}""",
            HttpStatusCode.UnprocessableEntity, "importNotSealed");
        await using var db = server.Open();
        Assert.False(await db.UserPfxCertificates.AnyAsync());
    }

    [Fact]
    public async Task Same_certificate_is_imported_once_and_replaced_by_PATCH()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        var (json, thumbprint) = server.Import();
        var created = await server.Admin.PostJsonAsync(Scenario.Certificates, json);
        await RefusedAsync(server, json, HttpStatusCode.Conflict, "alreadyExists");
        using var replaced = await server.Admin.PatchJsonAsync($"{Scenario.Certificates}({(string)created["id"]!})", json);
        Assert.Equal(thumbprint, (string)(await Http.BodyAsync(replaced, HttpStatusCode.OK))["thumbprint"]!);
        await Http.RefusedAsync(
            server.Admin.PatchJsonAsync($"{Scenario.Certificates}/{(string)created["id"]!}", """{"intendedPurpose":"smimeSigning"}"""),
            HttpStatusCode.UnprocessableEntity, "immutableProperty");
    }

    [Fact]
    public async Task Refusal_of_the_connector_is_passed_on_by_its_code()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        server.Connector.Behaviour = body => body is ImportPfxWork ? new WorkRefused(new Error("pfxWrongPassword", "encryptedPfxBlob"), Retryable: false) : null;
        await RefusedAsync(server, server.Import().Json, HttpStatusCode.UnprocessableEntity, "pfxWrongPassword");
        server.Connector.Behaviour = body => body is ImportPfxWork ? new WorkRefused(new Error("aCodeOfTomorrow"), Retryable: false) : null;
        await RefusedAsync(server, server.Import().Json, HttpStatusCode.UnprocessableEntity, "workRefused");
    }

    [Fact]
    public async Task Outcome_of_another_kind_is_refused_and_the_request_ends_as_unavailable()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        server.Connector.Behaviour = body => body is ImportPfxWork ? new BindingEnded([]) : null;
        await RefusedAsync(server, server.Import().Json, HttpStatusCode.ServiceUnavailable, "connectorUnavailable");
        Assert.Equal("outcomeMismatch", server.Connector.LastRefusal);
    }

    [Fact]
    public async Task Without_a_connector_nothing_is_stored()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await server.UserAsync();
        using var vault = TestPki.Authority("Vault");
        var sealedImport = Convert.ToBase64String(Pki.SealedImport.Seal(new() { Pfx = [1], Password = "", OwnerAddress = "a@b.c", Purpose = "smimeEncryption" }, vault));
        await RefusedAsync(
            server, $$"""{"userPrincipalName":"alice@example.test","intendedPurpose":"smimeEncryption","encryptedPfxBlob":"{{sealedImport}}"}""",
            HttpStatusCode.ServiceUnavailable, "connectorUnavailable");
        await using var db = server.Open();
        Assert.False(await db.Work.AnyAsync());
    }

    [Fact]
    public async Task Result_that_comes_after_the_request_was_given_up_is_lost()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.UserAsync();
        server.Connector.Mute = true;
        await RefusedAsync(server, server.Import().Json, HttpStatusCode.ServiceUnavailable, "connectorUnavailable");
        var late = server.Connector.Leased.Single(work => work.Body is ImportPfxWork);
        await Http.RefusedAsync(
            server.Connector.PostAsync(ConnectorApi.Result, new ResultRequest(late.Id, late.LeaseToken, new PfxImported([]))), HttpStatusCode.Conflict, "leaseLost");
        await using var db = server.Open();
        Assert.False(await db.UserPfxCertificates.AnyAsync());
    }

    [Fact]
    public async Task User_without_an_address_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.Admin.PostJsonAsync("/beta/users", """{"userPrincipalName":"alice@example.test"}""");
        await RefusedAsync(server, server.Import().Json, HttpStatusCode.UnprocessableEntity, "userHasNoAddress");
        await Http.RefusedAsync(
            server.Admin.PostAsync("/chancery/v1/enrollments", Http.Json("""{"userPrincipalName":"alice@example.test","platform":"iOS"}""")),
            HttpStatusCode.UnprocessableEntity, "userHasNoAddress");
    }

    private static Task RefusedAsync(ServerFixture server, string json, HttpStatusCode status, string code) =>
        Http.RefusedAsync(server.Admin.PostAsync(Scenario.Certificates, Http.Json(json)), status, code);
}
