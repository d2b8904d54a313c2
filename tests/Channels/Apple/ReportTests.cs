using Chancery.Channels.Apple;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Channels.Apple.Commands;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class ReportTests
{
    private static readonly Guid Uuid = new("0192d4c0-1111-7000-8000-00000000abcd");
    private static readonly EnrollmentIds Phone = new("00008110-000A");

    private static readonly ConnectReport[] All =
    [
        new() { Ids = Phone, Status = ReportStatus.Idle },
        new() { Ids = new EnrollmentIds("M", UserId: "U"), Status = ReportStatus.NotNow, CommandUuid = Uuid, NotOnConsole = true },
        new() { Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid },
        new() { Ids = Phone, Status = ReportStatus.CommandFormatError, CommandUuid = Uuid },
        new()
        {
            Ids = Phone, Status = ReportStatus.Error, CommandUuid = Uuid,
            ErrorChain = [new("MCMDMErrorDomain", 12021, "“Dance” is not valid"), new("X", -1, null)],
        },
        new()
        {
            Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid,
            Profiles =
            [
                new()
                {
                    PayloadIdentifier = "a", PayloadUuid = Uuid, PayloadDisplayName = "A", PayloadOrganization = "O", IsManaged = true, IsEncrypted = true,
                },
                new() { PayloadIdentifier = "b", PayloadTypes = ["com.apple.security.root"] },
            ],
        },
        new() { Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid, Profiles = [] },
        new() { Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid, Certificates = [new("Alice", [1, 2], true), new("Root", [3], false)] },
        new() { Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid, QueryResponses = new() { { "OSVersion", "18.1" } } },
        new() { Ids = Phone, Status = ReportStatus.Acknowledged, CommandUuid = Uuid, SecurityInfo = new() { { "PasscodePresent", true } } },
    ];

    public static TheoryData<int> Reports => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Report_written_is_read_back_the_same(int index) =>
        Assert.Equivalent(All[index], ReportReader.Read(ReportWriter.Write(All[index])).Value, strict: true);

    [Fact]
    public async Task Plistlib_reads_every_report()
    {
        var written = All.Select(ReportWriter.Write).ToArray();
        await PlistLib.AssertReadsAsync([.. written.Select(body => (Plist.Parse(body).Value, body))]);
    }

    [Fact]
    public void Empty_list_is_not_an_absent_one()
    {
        Assert.Equal(0, ReportReader.Read(ReportWriter.Write(All[6])).Value.Profiles?.Length);
        Assert.Null(ReportReader.Read(ReportWriter.Write(All[2])).Value.Profiles);
    }

    [Fact]
    public void Idle_with_a_stale_or_malformed_command_uuid_is_Idle()
    {
        var report = ReportReader.Read(Plist.Write(new PlistDictionary { { "UDID", "U" }, { "Status", "Idle" }, { "CommandUUID", "" } }));
        Assert.Null(report.Value.CommandUuid);
    }

    [Fact]
    public void Odd_entries_of_a_list_do_not_hide_the_others()
    {
        var body = Plist.Write(new PlistDictionary
        {
            { "UDID", "U" },
            { "Status", "Acknowledged" },
            { "CommandUUID", Uuid.ToString("D").ToUpperInvariant() },
            {
                "ProfileList", new PlistArray(
                [
                    new PlistString("?"), new PlistDictionary { { "PayloadUUID", "x" } },
                    new PlistDictionary { { "PayloadIdentifier", "foreign" }, { "PayloadUUID", "not a UUID" }, { "SignerCertificates", new PlistArray([]) } },
                    new PlistDictionary { { "PayloadIdentifier", "ours" }, { "PayloadUUID", Uuid.ToString("D").ToUpperInvariant() } },
                ])
            },
            { "CertificateList", new PlistArray([new PlistDictionary { { "CommonName", "no data" } }, new PlistDictionary { { "Data", new byte[] { 1 } } }]) },
        });
        var report = ReportReader.Read(body).Value;
        Assert.Equal([("foreign", null), ("ours", Uuid)], report.Profiles?.Select(profile => (profile.PayloadIdentifier, profile.PayloadUuid)));
        Assert.Equal(Uuid, report.CommandUuid);
        Assert.Single(report.Certificates!.Value);
    }

    [Fact]
    public void Long_error_chain_is_cut()
    {
        var link = new ReportedError(new string('d', 5000), 1, new string('e', 5000));
        var report = All[4] with { ErrorChain = [.. Enumerable.Repeat(link, 100)] };
        var chain = ReportReader.Read(ReportWriter.Write(report)).Value.ErrorChain;
        Assert.Equal((16, 1024, 1024), (chain.Length, chain[0].Domain.Length, chain[0].Description?.Length));
    }

    [Theory]
    [InlineData("Status", "Perhaps", "reportStatusUnknown")]
    [InlineData("Status", null, "mdmFieldMissing")]
    [InlineData("UDID", null, "mdmFieldMissing")]
    [InlineData("CommandUUID", null, "mdmFieldMissing")]
    [InlineData("CommandUUID", "7", "mdmFieldInvalid")]
    public void Report_without_what_it_needs_is_refused(string key, string? value, string code)
    {
        var body = new PlistDictionary { { key, value is null ? null : new PlistString(value) } };
        (string Key, string Text)[] whole = [("UDID", "U"), ("Status", "Acknowledged"), ("CommandUUID", Uuid.ToString("D"))];
        foreach (var (name, text) in whole.Where(entry => entry.Key != key))
        {
            body.Add(name, text);
        }

        var error = ReportReader.Read(Plist.Write(body)).Error;
        Assert.Equal((code, key), (error?.Code, error?.Target));
    }

    [Fact]
    public void Damaged_report_gives_a_report_or_an_error_of_the_catalogue() =>
        Gen.Int[0, All.Length - 1].SelectMany(index => PlistGen.Damage(ReportWriter.Write(All[index])))
            .Sample(bytes => ReportReader.Read(bytes).Error is not { } error || CheckInTests.Declared.Contains(error.Code), iter: 3000);
}
