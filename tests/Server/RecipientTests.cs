using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Directories;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Storage;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>Our people's encryption certificates, looked up by those who write to them (RFC 4387).</summary>
public sealed class RecipientTests
{
    private const string Query = "/pki/certificates?email=alice%40example.test";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly RSA Key = RSA.Create(2048);

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Certificates_in_force_are_found_the_newest_first(StoreKind kind)
    {
        await using var server = await ServerFixture.StartAsync(kind, connector: false);
        var user = await server.UserAsync();
        var current = await AddAsync(server, user, Certificate("alice@example.test", Now.AddDays(-10)));
        var before = await AddAsync(server, user, Certificate("alice@example.test", Now.AddDays(-300)));
        await AddAsync(server, user, Certificate("alice@example.test", Now.AddDays(-900), Now.AddDays(-1)));
        await AddAsync(server, user, Certificate("alice@example.test", Now.AddDays(1)));
        await AddAsync(server, user, Certificate("alice@example.test", Now.AddDays(-1)), IntendedPurpose.SmimeSigning);
        await AddAsync(server, user, Certificate("other@example.test", Now.AddDays(-1)));
        await AddAsync(server, await server.UserAsync("bob"), Certificate("bob@example.test", Now.AddDays(-1)));

        using var directory = Directory(server);
        foreach (var address in new[] { "alice@example.test", "ALICE@Example.Test" })
        {
            var answer = await directory.FindAsync(address, TestContext.Current.CancellationToken);
            Assert.Empty(answer.Failures);
            Assert.Equal([current.Thumbprint, before.Thumbprint], answer.Usable.Select(found => found.Certificate.Thumbprint));
        }
    }

    [Fact]
    public async Task One_certificate_comes_as_it_is_by_either_name_of_the_attribute_and_either_path()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var certificate = await AddAsync(server, await server.UserAsync(), Certificate("alice@example.test", Now.AddDays(-1)));
        using var client = server.Client();
        foreach (var path in new[] { Query, "/pki/certificates?uri=alice%40example.test&x-other=1", "/certificates/search.cgi?email=alice@example.test" })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "application/pkix-cert"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(certificate.RawData, await answer.Content.ReadAsByteArrayAsync());
        }

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Query));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    // Whoever is unknown, whoever has none, and whose certificate is another's look the same.
    [Fact]
    public async Task Nobody_learns_who_is_here_without_a_certificate()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        await AddAsync(server, await server.UserAsync(), Certificate("elsewhere@example.test", Now.AddDays(-1)));
        await server.UserAsync("bob");
        using var client = server.Client();
        var bodies = new List<string>();
        foreach (var name in new[] { "alice", "bob", "nobody" })
        {
            using var answer = await client.GetAsync($"/pki/certificates?email={name}%40example.test");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(bodies.Distinct());
    }

    [Fact]
    public async Task Anything_but_one_whole_address_finds_nothing()
    {
        string[] queries =
        [
            "", "?email=", "?email=alice", "?email=*@example.test", "?email=%25@example.test", "?email=alice@example.test&email=bob@example.test",
            "?email=alice@example.test'%20or%201=1--", "?email=%00alice@example.test", "?sHash=lkxwxB7JCOXKRSUQ1sgoOhrB3%2BI", "?name=alice",
        ];
        await using var server = await ServerFixture.StartAsync(connector: false);
        await AddAsync(server, await server.UserAsync(), Certificate("alice@example.test", Now.AddDays(-1)));
        using var client = server.Client();
        foreach (var query in queries)
        {
            using var answer = await client.GetAsync("/pki/certificates" + query);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(text.StartsWith("recipientAddressInvalid", StringComparison.Ordinal) || text.StartsWith("notFound", StringComparison.Ordinal), query + ": " + text);
        }
    }

    [Fact]
    public async Task Look_up_is_one_read()
    {
        await using var server = await ServerFixture.StartAsync(connector: false, workers: false);
        await AddAsync(server, await server.UserAsync(), Certificate("alice@example.test", Now.AddDays(-1)));
        using var client = server.Client();
        server.Counter.Reset();
        (await client.GetAsync(Query)).EnsureSuccessStatusCode();
        Assert.Equal((1, 0), (server.Counter.Reads, server.Counter.Writes));
        using var refused = await client.GetAsync("/pki/certificates?email=nobody");
        Assert.Equal(1, server.Counter.Reads);
    }

    [Fact]
    public async Task One_place_looks_up_only_so_much()
    {
        await using var server = await ServerFixture.StartAsync(connector: false, configure: options => options with { RecipientLookupsPerMinute = 3 });
        using var client = server.Client();
        for (var number = 0; number < 3; number++)
        {
            using var answer = await client.GetAsync($"/pki/certificates?email=a{number}@example.test");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await Http.RefusedAsync(client.GetAsync("/pki/certificates?email=a3@example.test"), HttpStatusCode.TooManyRequests, "lookupsTooMany");
        using var directory = Directory(server);
        Assert.Equal(PkiErrorCode.DirectoryRefused, (await directory.FindAsync("a4@example.test", TestContext.Current.CancellationToken)).Best.Error!.Code);
    }

    [Fact]
    public async Task Nothing_is_answered_over_plain_http_or_where_it_is_switched_off()
    {
        await using var server = await ServerFixture.StartAsync(connector: false, configure: options => options with { PublishesRecipients = false });
        await AddAsync(server, await server.UserAsync(), Certificate("alice@example.test", Now.AddDays(-1)));
        using var client = server.Client();
        await Http.RefusedAsync(client.GetAsync(Query), HttpStatusCode.NotFound, "notFound");

        await using var open = await ServerFixture.StartAsync(connector: false);
        await AddAsync(open, await open.UserAsync(), Certificate("alice@example.test", Now.AddDays(-1)));
        using var plain = new HttpClient { BaseAddress = open.Server.PkiUrl };
        await Http.RefusedAsync(plain.GetAsync(Query), HttpStatusCode.NotFound, "notFound");
        await Http.RefusedAsync(plain.GetAsync("/certificates/search.cgi?email=alice@example.test"), HttpStatusCode.NotFound, "notFound");
    }

    private static HttpDirectory Directory(ServerFixture server) => new(new HttpDirectoryOptions
    {
        Url = server.Server.Url,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(server.Server.TlsCertificateFile)],
    });

    private static X509Certificate2 Certificate(string address, DateTimeOffset notBefore, DateTimeOffset? notAfter = null) =>
        TestPki.Identity(TestPki.Shared.Root, new PublicKey(Key), $"CN={address}", notBefore, notAfter ?? notBefore.AddYears(2), address);

    private static async Task<X509Certificate2> AddAsync(
        ServerFixture server, Guid user, X509Certificate2 certificate, IntendedPurpose purpose = IntendedPurpose.SmimeEncryption)
    {
        var info = CertificateReader.Describe(certificate);
        await using var db = server.Open();
        db.UserPfxCertificates.Add(new UserPfxCertificateRow
        {
            Id = Guid.CreateVersion7(),
            UserId = user,
            IntendedPurpose = purpose,
            Certificate = certificate.RawData,
            Thumbprint = info.Thumbprint,
            Sha256 = info.Sha256,
            PublicKeyHash = info.PublicKeyHash,
            SerialNumber = info.SerialNumber,
            Subject = info.Subject,
            Issuer = info.Issuer,
            EmailAddresses = [.. info.EmailAddresses],
            NotBefore = info.NotBefore,
            NotAfter = info.NotAfter,
            CanSign = info.CanSign,
            CanEncrypt = info.CanEncrypt,
        });
        await db.SaveChangesAsync();
        return certificate;
    }
}
