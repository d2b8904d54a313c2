using System.Net;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>Over plain http there are revocation lists and authorities' certificates, and nothing else.</summary>
public sealed class PlainHttpTests
{
    [Fact]
    public async Task Revocation_list_is_served_over_plain_http()
    {
        await using var server = await ServerFixture.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Server.PkiUrl };
        var crl = await http.GetAsync("/pki/issuing.crl");
        Assert.Equal(HttpStatusCode.OK, crl.StatusCode);
        Assert.Equal("application/pkix-crl", crl.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await server.Admin.GetByteArrayAsync("/pki/issuing.crl"), await crl.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/beta/users")]
    [InlineData("/apple/scep?operation=GetCACaps")]
    [InlineData("/chancery/v1/vault")]
    [InlineData("/connector/v1/work/lease")]
    [InlineData("/healthz")]
    [InlineData("/pki/../beta/users")]
    public async Task Nothing_else_is_served_over_plain_http(string path)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var http = new HttpClient { BaseAddress = server.Server.PkiUrl };
        http.DefaultRequestHeaders.Authorization = server.Admin.DefaultRequestHeaders.Authorization;
        var answer = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("notFound", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
