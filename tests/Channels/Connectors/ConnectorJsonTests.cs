using System.Text;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Channels.Tests.Apple;
using Chancery.Domain;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Connectors;

public sealed class ConnectorJsonTests
{
    private static readonly Guid Id = new("0192d4c0-1111-7000-8000-00000000abcd");

    private static readonly WorkBody[] Bodies =
    [
        new CreateEnrollmentWork(Id, "alice@example.test", ["old@example.test"], "Alice", "fr", Platform.MacOS, EnrollmentDelivery.Mail),
        new ScepWork([1, 2, 3]),
        new ImportPfxWork([4, 5], "alice@example.test", IntendedPurpose.SmimeEncryption),
        new SealProfileWork(Id, [6], "account:x", "rev", Specs.Phone,
        [
            new ImportedIdentityRequest { Slot = "encryption", SealedKey = [7], Certificate = [8] },
            new IssuedIdentityRequest
            {
                Slot = "signing", ProfileId = Id, Usage = CertificateUsage.Signing, KeyKind = KeyKind.EcP256, ValidityDays = 825, Subject = "CN=Alice",
                EmailAddresses = ["alice@example.test"],
            },
        ]),
        new SealProfileWork(Id, [6], "account:x", "rev", Specs.Mac, []),
        new RevokeCertificateWork("0A", "superseded"),
        new EndBindingWork(Id, RevokeCertificates: true),
    ];

    private static readonly WorkOutcome[] Outcomes =
    [
        new WorkRefused(new Error("plistMalformed", "target", "détail"), Retryable: true),
        new WorkRefused(new Error("plistMalformed"), Retryable: false),
        new EnrollmentCreated(null),
        new EnrollmentCreated([1]),
        new ScepAnswered([1], null, null),
        new ScepAnswered([1], Id, [2]),
        new PfxImported([new ImportedKey([1], [[2], [3]], [4], ["alice@example.test"], ["certificateExpired"])]),
        new ProfileSealed([1], [new SealedIdentity("signing", [2], Issued: true)]),
        new CertificateRevoked("0A", DateTimeOffset.UnixEpoch),
        new BindingEnded([new CertificateRevoked("0A", DateTimeOffset.UnixEpoch)]),
    ];

    public static TheoryData<int> BodyIndexes => [.. Enumerable.Range(0, Bodies.Length)];

    public static TheoryData<int> OutcomeIndexes => [.. Enumerable.Range(0, Outcomes.Length)];

    [Theory]
    [MemberData(nameof(BodyIndexes))]
    public void Work_written_is_read_back_the_same(int index) => AssertSame(Bodies[index]);

    [Theory]
    [MemberData(nameof(BodyIndexes))]
    public void Leased_work_written_is_read_back_the_same(int index) => AssertSame(Lease(Bodies[index]));

    [Theory]
    [MemberData(nameof(OutcomeIndexes))]
    public void Outcome_written_is_read_back_the_same(int index)
    {
        AssertSame(Outcomes[index]);
        AssertSame(new ResultRequest(Id, "token", Outcomes[index]));
    }

    [Fact]
    public void Every_kind_is_among_the_samples()
    {
        Assert.Equal(Kinds(typeof(WorkBody)).Except([typeof(UnreadableWork)]), Bodies.Select(body => body.GetType()).Distinct().OrderBy(type => type.Name));
        Assert.Equal(Kinds(typeof(WorkOutcome)), Outcomes.Select(outcome => outcome.GetType()).Distinct().OrderBy(type => type.Name));
    }

    [Fact]
    public void Messages_of_the_protocol_are_read_back_the_same()
    {
        AssertSame(new JoinRequest("code", "machine", "1"));
        AssertSame(new JoinResponse(Id));
        AssertSame(new PublishRequest([1], [[2]], [[3]], [4], [new PublishedCrl("issuing.crl", [5])]));
        AssertSame(new LeaseRequest(4, 30));
        AssertSame(new LeaseResponse([]));
    }

    [Theory]
    [InlineData("""{"kind":"scep","message":null}""")]
    [InlineData("""{"kind":"scep"}""")]
    [InlineData("""{"kind":"scep","message":"*"}""")]
    [InlineData("""{"kind":"scep","message":[1,2]}""")]
    [InlineData("""{"kind":"scep","message":"AQ==","message":"Ag=="}""")]
    [InlineData("""{"kind":"scep","message":"AQ==","Message":"Ag=="}""")]
    [InlineData("""{"kind":"scep","kind":"endBinding","message":"AQ=="}""")]
    [InlineData("""{"kind":"dance"}""")]
    [InlineData("""{"kind":7}""")]
    [InlineData("""{"kind":null}""")]
    [InlineData("""{"message":"AQ=="}""")]
    [InlineData("""{"kind":"unreadableWork"}""")]
    [InlineData("""{"kind":"importPfx","sealed":"AQ==","address":"a","purpose":1}""")]
    [InlineData("""{"kind":"importPfx","sealed":"AQ==","address":"a","purpose":"everything"}""")]
    [InlineData("""{"kind":"endBinding","enrollmentId":"x","revokeCertificates":true}""")]
    [InlineData("""{"kind":"sealProfile","enrollmentId":"0192d4c0-1111-7000-8000-00000000abcd","deviceIdentity":"AQ==","itemId":"i","revision":"r"}""")]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    [InlineData("""{""")]
    [InlineData("")]
    public void Hostile_work_is_refused_and_nothing_else_escapes(string json) => Assert.True(Refused<WorkBody>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Null_within_a_list_is_refused()
    {
        var json = JsonSerializer.Serialize(Bodies[0], ConnectorJson.Options);
        Assert.Contains("[\"old@example.test\"]", json, StringComparison.Ordinal);
        Assert.True(Refused<WorkBody>(Encoding.UTF8.GetBytes(json.Replace("[\"old@example.test\"]", "[null]", StringComparison.Ordinal))));
        Assert.True(Refused<WorkBody>(Encoding.UTF8.GetBytes(json.Replace("[\"old@example.test\"]", "null", StringComparison.Ordinal))));
    }

    [Fact]
    public void Nesting_bomb_is_refused() => Assert.True(Refused<WorkBody>(Encoding.UTF8.GetBytes(new string('[', 1_000_000))));

    [Theory]
    [InlineData("""{"kind":"dance"}""")]
    [InlineData("""{"message":"AQ=="}""")]
    [InlineData("""{"kind":"scep","message":null}""")]
    [InlineData("""[[]]""")]
    [InlineData("""null""")]
    public void Unreadable_work_does_not_spoil_the_lease_it_came_in(string body)
    {
        var json = JsonSerializer.Serialize(Lease(new ScepWork([1]), new ScepWork([2])), ConnectorJson.Options);
        var first = JsonSerializer.Serialize<WorkBody>(new ScepWork([1]), ConnectorJson.Options);
        var work = JsonSerializer.Deserialize<LeaseResponse>(json.Replace(first, body, StringComparison.Ordinal), ConnectorJson.Options)!.Work;
        var refusal = Assert.IsType<UnreadableWork>(work[0].Body).Refusal;
        Assert.Equal(("workKindUnknown", true), (refusal.Error.Code, refusal.Retryable));
        Assert.Equal([2], Assert.IsType<ScepWork>(work[1].Body).Message);
    }

    [Fact]
    public async Task Unreadable_work_is_passed_over_in_a_stream_too()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Lease(new ScepWork(new byte[200_000]), new ScepWork([2])), ConnectorJson.Options);
        var damaged = Encoding.UTF8.GetString(json).Replace("scep\",\"message\":\"AAAA", "dance\",\"message\":\"AAAA", StringComparison.Ordinal);
        var lease = await JsonSerializer.DeserializeAsync<LeaseResponse>(new MemoryStream(Encoding.UTF8.GetBytes(damaged)), ConnectorJson.Options);
        Assert.IsType<UnreadableWork>(lease!.Work[0].Body);
        Assert.IsType<ScepWork>(lease.Work[1].Body);
    }

    [Fact]
    public void Member_that_is_not_known_is_passed_over() =>
        Assert.IsType<ScepWork>(JsonSerializer.Deserialize<WorkBody>("""{"new":{"a":[1]},"message":"AQ==","kind":"scep"}""", ConnectorJson.Options));

    [Fact]
    public void Damaged_message_is_read_or_refused_and_nothing_else_escapes() =>
        Gen.Int[0, Outcomes.Length - 1].Select(index => new ResultRequest(Id, "t", Outcomes[index]))
            .SelectMany(request => PlistGen.Damage(JsonSerializer.SerializeToUtf8Bytes(request, ConnectorJson.Options)))
            .Sample(bytes => Refused<ResultRequest>(bytes) || true, iter: 3000);

    private static bool Refused<T>(byte[] json)
    {
        try
        {
            JsonSerializer.Deserialize<T>(json, ConnectorJson.Options);
            return false;
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException)
        {
            return true;
        }
    }

    private static LeaseResponse Lease(params IEnumerable<WorkBody> bodies) =>
        new([.. bodies.Select(body => new LeasedWork(Id, "token", DateTimeOffset.UnixEpoch, body))]);

    private static void AssertSame<T>(T message)
    {
        var json = JsonSerializer.Serialize(message, ConnectorJson.Options);
        var read = JsonSerializer.Deserialize<T>(json, ConnectorJson.Options);
        Assert.Equal(message!.GetType(), read!.GetType());
        Assert.Equivalent(message, read, strict: true);
        Assert.Equal(json, JsonSerializer.Serialize(read, ConnectorJson.Options));
    }

    private static IEnumerable<Type> Kinds(Type root) => root.Assembly.GetTypes().Where(type => type.BaseType == root).OrderBy(type => type.Name);
}
