using System.Net;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class UserTests
{
    [Fact]
    public async Task User_is_created_found_changed_and_deleted_as_in_Graph()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var created = await server.Admin.PostJsonAsync("/v1.0/users", """
            {"userPrincipalName":"Alice@example.test","mail":"alice@example.test","displayName":"Alice Élan","accountEnabled":true}
            """);
        var id = (string)created["id"]!;
        Assert.EndsWith("/v1.0/$metadata#users/$entity", (string)created["@odata.context"]!, StringComparison.Ordinal);

        var found = await server.Admin.GetJsonAsync("/v1.0/users?%24filter=userPrincipalName%20eq%20%27alice%40EXAMPLE.test%27&%24top=5");
        Assert.Equal(id, (string)found["value"]![0]!["id"]!);
        Assert.Equal("Alice Élan", (string)(await server.Admin.GetJsonAsync("/beta/users/alice@example.test"))["displayName"]!);

        using (var changed = await server.Admin.PatchJsonAsync($"/beta/users('{id}')", """{"mail":"alice.new@example.test"}"""))
        {
            Assert.Equal("alice.new@example.test", (string)(await Http.BodyAsync(changed, HttpStatusCode.OK))["mail"]!);
        }

        using var deleted = await server.Admin.DeleteAsync($"/beta/users/{id}", ifMatch: null);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Http.RefusedAsync(server.Admin.GetAsync($"/beta/users/{id}"), HttpStatusCode.NotFound, "notFound");
    }
}
