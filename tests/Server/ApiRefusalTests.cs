using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class ApiRefusalTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task Nobody_but_the_administrator_passes(string? header)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var anybody = server.Client();
        if (header is not null)
        {
            anybody.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }

        foreach (var path in new[] { "/beta/users", "/v1.0/users", "/BETA/users", "/chancery/v1/status", "/beta/nothing", "/chancery/v1/connectors" })
        {
            await Http.RefusedAsync(anybody.GetAsync(path), HttpStatusCode.Unauthorized, "unauthorized");
        }

        await Http.RefusedAsync(anybody.PostAsync("/chancery/v1/connectors/joinCodes", Http.Json("{}")), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("", "malformedJson")]
    [InlineData("{", "malformedJson")]
    [InlineData("[]", "malformedJson")]
    [InlineData("null", "malformedJson")]
    [InlineData("{\"displayName\":\"a\",\"displayName\":\"b\"}", "malformedJson")]
    [InlineData("{\"displayName\":1}", "invalidRequest")]
    [InlineData("{\"displayName\":\"\"}", "invalidRequest")]
    [InlineData("{\"displayName\":\"\\ud800\"}", "malformedJson")]
    [InlineData("{\"displayName\":\"a\",\"later\":[{\"\\udc00\":1}]}", "malformedJson")]
    [InlineData("{\"displayName\":\"a\\u0000b\"}", "invalidRequest")]
    public async Task Malformed_bodies_are_refused(string json, string code)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await Http.RefusedAsync(server.Admin.PostAsync("/beta/groups", Http.Json(json)), HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Nested_oversized_and_foreign_bodies_are_refused()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);
        await Http.RefusedAsync(server.Admin.PostAsync("/beta/groups", Http.Json(nested)), HttpStatusCode.BadRequest, "malformedJson");
        var large = $$"""{"displayName":"{{new string('a', 300 * 1024)}}"}""";
        await Http.RefusedAsync(server.Admin.PostAsync("/beta/groups", Http.Json(large)), HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
        await Http.RefusedAsync(
            server.Admin.PostAsync("/beta/groups", new StringContent("<a/>", Encoding.UTF8, "application/xml")), HttpStatusCode.UnsupportedMediaType, "mediaTypeUnsupported");
    }

    [Fact]
    public async Task Body_without_a_length_is_limited_as_well()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/beta/groups") { Content = new StreamContent(new MemoryStream(new byte[300 * 1024])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        await Http.RefusedAsync(server.Admin.SendAsync(request), HttpStatusCode.RequestEntityTooLarge, "bodyTooLarge");
    }

    [Fact]
    public async Task Unknown_paths_and_methods_have_their_codes()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await Http.RefusedAsync(server.Admin.GetAsync("/beta/nothing"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.GetAsync("/nothing"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.PutAsync("/beta/users", Http.Json("{}")), HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
        await Http.RefusedAsync(server.Admin.GetAsync("/apple/mdm"), HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
        await Http.RefusedAsync(server.Admin.GetAsync("/beta/users/not-a-user"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.GetAsync($"{Scenario.Certificates}/x"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.GetAsync($"{Scenario.Devices}/x"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.GetAsync("/pki/nothing.cer"), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(server.Admin.GetAsync("/enroll/guess"), HttpStatusCode.NotFound, "enrollmentLinkUnknown");
        await Http.RefusedAsync(server.Admin.GetAsync("/chancery/v1/vault"), HttpStatusCode.ServiceUnavailable, "connectorUnavailable");
    }

    [Theory]
    [InlineData("$filter=displayName%20eq")]
    [InlineData("$filter=displayName%20ne%20'a'")]
    [InlineData("$filter=id%20eq%20'a'%20or%20id%20eq%20'b'")]
    [InlineData("$filter=members%20eq%20'a'")]
    public async Task Filter_not_understood_is_refused_rather_than_ignored(string query)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await Http.RefusedAsync(server.Admin.GetAsync($"/beta/groups?{query}"), HttpStatusCode.BadRequest, "invalidFilter");
    }

    [Theory]
    [InlineData("$top=0")]
    [InlineData("$top=-1")]
    [InlineData("$skip=a")]
    [InlineData("$orderby=displayName")]
    [InlineData("$search=\"a\"")]
    public async Task Query_option_not_understood_is_refused(string query)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await Http.RefusedAsync(server.Admin.GetAsync($"/beta/groups?{query}"), HttpStatusCode.BadRequest, "invalidRequest");
    }

    [Fact]
    public async Task Message_is_in_the_language_asked_for_and_the_shape_is_Graphs()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/beta/users/x");
        request.Headers.AcceptLanguage.ParseAdd("fr-CH, en;q=0.5");
        using var answer = await server.Admin.SendAsync(request);
        var error = (await Http.BodyAsync(answer, HttpStatusCode.NotFound))["error"]!;
        Assert.StartsWith("Cet objet n’existe pas.", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("ResourceNotFound", (string)error["code"]!);
        Assert.Equal("users", (string)error["target"]!);
        Assert.NotNull(error["innerError"]!["request-id"]);
        Assert.NotNull(error["innerError"]!["date"]);
    }

    [Fact]
    public async Task Long_lists_are_paged_by_next_links()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await server.Admin.PostJsonAsync("/beta/groups", $$"""{"displayName":"{{name}}"}""");
        }

        var names = new List<string>();
        for (var next = "/beta/groups?$top=2&$select=id,displayName&$count=true"; next is not null;)
        {
            var page = await server.Admin.GetJsonAsync(next);
            names.AddRange(page["value"]!.AsArray().Select(group => (string)group!["displayName"]!));
            Assert.Equal(3, (int)page["@odata.count"]!);
            next = (string?)page["@odata.nextLink"];
        }

        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public async Task Members_come_and_go_and_users_with_devices_stay()
    {
        await using var server = await ServerFixture.StartAsync();
        var user = await server.UserAsync();
        var group = (string)(await server.Admin.PostJsonAsync("/beta/groups", """{"displayName":"G"}"""))["id"]!;
        async Task<HttpStatusCode> AddAsync(string reference)
        {
            using var added = await server.Admin.PostAsync($"/beta/groups/{group}/members/$ref", Http.Json($$"""{"@odata.id":"{{reference}}"}"""));
            return added.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NoContent, await AddAsync($"https://graph.microsoft.com/v1.0/directoryObjects/{user}"));
        Assert.Equal(HttpStatusCode.Conflict, await AddAsync($"/beta/users('{user}')"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AddAsync("/beta/users/nobody@example.test"));
        var member = Assert.Single((await server.Admin.GetJsonAsync($"/beta/groups/{group}/members"))["value"]!.AsArray())!;
        Assert.Equal("#microsoft.graph.user", (string)member["@odata.type"]!);
        using (var removed = await server.Admin.DeleteAsync($"/beta/groups/{group}/members/{user}/$ref", ifMatch: null))
        {
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        using var device = await server.EnrolledAsync();
        await Http.RefusedAsync(server.Admin.DeleteAsync($"/beta/users/{user}", ifMatch: null), HttpStatusCode.Conflict, "inUse");
        await Http.RefusedAsync(
            server.Admin.PostAsync("/beta/users", Http.Json("""{"userPrincipalName":"ALICE@example.test"}""")), HttpStatusCode.Conflict, "alreadyExists");
    }
}
