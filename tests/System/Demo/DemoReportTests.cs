using System.Text.Json;

namespace Chancery.System.Tests;

[Collection("demo")]
public sealed class DemoReportTests(DemoFixture demo)
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "report.schema.json"))).RootElement;

    [Fact]
    public void Report_is_as_its_schema_says() => Assert.Empty(SmallSchema.Violations(Schema, demo.Report));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":2,"devices":[],"mails":[],"retirement":{"device":"a-b","removed":[],"revoked":[]}}""")]
    [InlineData("""{"version":1,"devices":[],"mails":[],"retirement":{"device":"a-b","removed":[],"revoked":[]},"more":1}""")]
    [InlineData("""{"version":1,"devices":[],"mails":[],"retirement":{"device":"a-b","removed":[],"revoked":["xyz"]}}""")]
    public void Schema_refuses_other_reports(string json) => Assert.NotEmpty(SmallSchema.Violations(Schema, JsonDocument.Parse(json).RootElement));

    [Fact]
    public void Folder_holds_what_the_report_names()
    {
        Assert.All(demo.Mails, mail => Assert.True(File.Exists(demo.At(mail.GetProperty("file").GetString()!))));
        Assert.Equal(demo.Mails.Count(), Directory.GetFiles(demo.At("mail")).Length);
        Assert.All(demo.Devices, device => Assert.True(File.Exists(demo.At($"devices/{device.GetProperty("name").GetString()}/device-identity.pem"))));
        Assert.Equal(
            ["issuing.crl", "issuing.pem", "legacy.crl", "legacy.pem", "root.pem"], Directory.GetFiles(demo.At("ca")).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(demo.Folder, "*.p12", SearchOption.AllDirectories), file => Assert.True(File.Exists(file + ".password")));
    }

    [Fact]
    public void Every_identity_of_a_device_is_in_its_report()
    {
        foreach (var device in demo.Devices)
        {
            var reported = device.GetProperty("deployments").EnumerateArray().Where(one => one.GetProperty("kind").GetString() != "trust")
                .Select(one => one.GetProperty("thumbprint").GetString()!).Distinct().Order();
            Assert.Equal(demo.IdentitiesOf(device.GetProperty("name").GetString()!).Select(file => Path.GetFileNameWithoutExtension(file)).Order(), reported);
        }
    }

    [Fact]
    public void Demo_says_that_mail_travels_through_a_spool_folder_and_ends_in_time()
    {
        Assert.Contains("spool folder", demo.Output);
        Assert.Contains("everything came out as promised", demo.Messages);
        Assert.True(
            demo.Elapsed < TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("CHANCERY_DEMO_SECONDS") is { } limit ? int.Parse(limit) : 120),
            $"{demo.Elapsed}");
    }
}
