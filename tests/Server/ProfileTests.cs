using System.Net;
using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests;

public sealed class ProfileTests
{
    public static TheoryData<string, string> Types => new()
    {
        { "#microsoft.graph.iosTrustedRootCertificate", "\"trustedRootCertificate\":\"ROOT\",\"certFileName\":\"root.cer\"" },
        { "#microsoft.graph.macOSTrustedRootCertificate", "\"trustedRootCertificate\":\"ROOT\"" },
        { "microsoft.graph.iosPkcsCertificateProfile", "\"certificateValidityPeriodScale\":\"years\",\"certificateValidityPeriodValue\":2,\"certificateStore\":\"user\"" },
        { "#microsoft.graph.macOSPkcsCertificateProfile", "\"deploymentChannel\":\"userChannel\",\"renewalThresholdPercentage\":20" },
        { "#microsoft.graph.iosImportedPFXCertificateProfile", "\"intendedPurpose\":\"smimeEncryption\"" },
        { "#microsoft.graph.macOSImportedPFXCertificateProfile", "\"intendedPurpose\":\"SmimeSigning\",\"certificateValidityPeriodValue\":1" },
        { "#microsoft.graph.iosEasEmailProfileConfiguration", "\"accountName\":\"Mail\",\"hostName\":\"mail.example.test\",\"durationOfEmailToSync\":\"oneWeek\"" },
        { "#chancery.trustedCertificateProfile", "\"trustedRootCertificate\":\"ROOT\"" },
        { "#chancery.pkcsCertificateProfile", "\"certificateUsage\":\"signing\",\"keyKind\":\"rsa3072\",\"subjectNameFormatString\":\"CN={{EmailAddress}}\"" },
        { "#chancery.importedPfxProfile", "\"intendedPurpose\":\"smimeEncryption\"" },
        { "#chancery.emailProfile", "\"accountName\":\"Mail\",\"hostName\":\"mail.example.test\"" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Profile_of_every_type_comes_back_as_it_was_sent(string type, string properties)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var json = $$"""{"@odata.type":"{{type}}","displayName":"P","description":"D","somethingOfTomorrow":{"a":[1]},{{Rooted(properties)}}}""";
        var created = await server.Admin.PostJsonAsync(Scenario.Profiles, json);
        Assert.Equal(type.TrimStart('#'), ((string)created["@odata.type"]!).TrimStart('#'));
        var read = await server.Admin.GetJsonAsync($"{Scenario.Profiles}('{(string)created["id"]!}')");
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject().Where(property => property.Key[0] != '@'))
        {
            Assert.True(JsonNode.DeepEquals(value, read[name]), name);
        }

        Assert.Equal(1, (int)read["version"]!);
        Assert.True((bool)read["supportsScopeTags"]!);
    }

    [Theory]
    [InlineData("""{"@odata.type":"#microsoft.graph.windows10PkcsCertificateProfile","displayName":"P"}""", 422, "profileKindUnsupported", "@odata.type")]
    [InlineData("""{"displayName":"P"}""", 400, "invalidRequest", "@odata.type")]
    [InlineData("""{"@odata.type":"#chancery.importedPfxProfile","displayName":"P","intendedPurpose":"wifi"}""", 422, "purposeUnsupported", "intendedPurpose")]
    [InlineData("""{"@odata.type":"#chancery.importedPfxProfile","intendedPurpose":"smimeSigning"}""", 400, "invalidRequest", "displayName")]
    [InlineData("""{"@odata.type":"#chancery.trustedCertificateProfile","displayName":"P"}""", 400, "invalidRequest", "trustedRootCertificate")]
    [InlineData("""{"@odata.type":"#chancery.trustedCertificateProfile","displayName":"P","trustedRootCertificate":"AAAA"}""", 400, "certificateMalformed", "trustedRootCertificate")]
    [InlineData("""{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"P","certificateValidityPeriodScale":"years","certificateValidityPeriodValue":3}""", 400, "invalidRequest", "certificateValidityPeriodValue")]
    [InlineData("""{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"P","renewalThresholdPercentage":100}""", 400, "invalidRequest", "renewalThresholdPercentage")]
    [InlineData("""{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"P","keyKind":"1"}""", 400, "invalidRequest", "keyKind")]
    [InlineData("""{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"P","subjectNameFormatString":"CN={{NoSuchThing}}"}""", 400, "templateVariableUnknown", "subjectNameFormatString")]
    [InlineData("""{"@odata.type":"#chancery.emailProfile","displayName":"P","accountName":"M","hostName":"https://x/"}""", 400, "invalidRequest", "hostName")]
    [InlineData("""{"@odata.type":"#chancery.emailProfile","displayName":"P","accountName":"M","hostName":"x","smimeSigningCertificate@odata.bind":"https://x/deviceManagement/deviceConfigurations('00000000-0000-0000-0000-000000000001')"}""", 422, "profileUnknown", "smimeSigningCertificate@odata.bind")]
    public async Task Wrong_profile_is_refused_by_the_field_that_is_wrong(string json, int status, string code, string target)
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        using var answer = await server.Admin.PostAsync(Scenario.Profiles, Http.Json(json));
        var error = (await Http.BodyAsync(answer, (HttpStatusCode)status))["error"]!;
        Assert.Equal(code, (string)error["innerError"]!["code"]!);
        Assert.Equal(target, (string)error["target"]!);
        Assert.Empty((await server.Admin.GetJsonAsync(Scenario.Profiles))["value"]!.AsArray());
    }

    [Fact]
    public async Task Email_profile_is_bound_to_certificate_profiles_which_then_cannot_go()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var signing = await CreateAsync(server, """{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"Sign"}""");
        var encryption = await CreateAsync(server, """{"@odata.type":"#chancery.importedPfxProfile","displayName":"History","intendedPurpose":"smimeEncryption"}""");
        string Email(string sign, string encrypt) => $$"""
            {"@odata.type":"#chancery.emailProfile","displayName":"Mail","accountName":"M","hostName":"mail.example.test",
             "smimeSigningCertificate@odata.bind":"{{server.Server.Url}}beta/deviceManagement/deviceConfigurations('{{sign}}')",
             "smimeEncryptionCertificate@odata.bind":"/beta/deviceManagement/deviceConfigurations/{{encrypt}}"}
            """;
        await Http.RefusedAsync(server.Admin.PostAsync(Scenario.Profiles, Http.Json(Email(encryption, signing))), HttpStatusCode.UnprocessableEntity, "profileUnknown");
        var mail = await CreateAsync(server, Email(signing, encryption));
        Assert.DoesNotContain(await server.Admin.GetJsonAsync($"{Scenario.Profiles}/{mail}"), property => property.Key.Contains("odata.bind", StringComparison.Ordinal));
        await Http.RefusedAsync(server.Admin.DeleteAsync($"{Scenario.Profiles}/{signing}", ifMatch: null), HttpStatusCode.Conflict, "inUse");

        // A change that does not speak of the bindings leaves them; null removes one.
        using (await server.Admin.PatchJsonAsync($"{Scenario.Profiles}/{mail}", """{"accountName":"N","smimeSigningCertificate@odata.bind":null}"""))
        {
        }

        await using var db = server.Open();
        var row = await db.Profiles.SingleAsync(profile => profile.Id == Guid.Parse(mail));
        var settings = Assert.IsType<EmailSettings>(StoredSettings.Read(row).Settings);
        Assert.Equal("N", settings.AccountName);
        Assert.Null(settings.SigningProfileId);
        Assert.Equal(Guid.Parse(encryption), row.EncryptionProfileId);
        using var deleted = await server.Admin.DeleteAsync($"{Scenario.Profiles}/{signing}", ifMatch: null);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task Assign_replaces_what_was_assigned()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var group = (string)(await server.Admin.PostJsonAsync("/beta/groups", """{"displayName":"G","mailNickname":"g","mailEnabled":false,"securityEnabled":true}"""))["id"]!;
        var profile = await CreateAsync(server, """{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"Sign"}""");
        var assigned = await server.Admin.PostJsonAsync($"{Scenario.Profiles}/{profile}/assign", $$$"""
            {"assignments":[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{group}}}"}},
                            {"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{group}}}"}}]}
            """, HttpStatusCode.OK);
        Assert.Equal(group, (string)Assert.Single(assigned["value"]!.AsArray())!["target"]!["groupId"]!);
        await Http.RefusedAsync(server.Admin.DeleteAsync($"/beta/groups/{group}", ifMatch: null), HttpStatusCode.Conflict, "inUse");
        await server.Admin.PostJsonAsync(
            $"{Scenario.Profiles}/{profile}/assign", """{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget"}}]}""", HttpStatusCode.OK);
        var listed = Assert.Single((await server.Admin.GetJsonAsync($"{Scenario.Profiles}/{profile}/assignments"))["value"]!.AsArray())!;
        Assert.Equal("#microsoft.graph.allLicensedUsersAssignmentTarget", (string)listed["target"]!["@odata.type"]!);
        foreach (var (json, code, status) in new[]
        {
            ("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"00000000-0000-0000-0000-000000000001"}}]}""", "groupUnknown", HttpStatusCode.UnprocessableEntity),
            ("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget"}}]}""", "invalidRequest", HttpStatusCode.BadRequest),
            ("""{"assignments":[{"target":{"@odata.type":"#x.y"}}]}""", "invalidRequest", HttpStatusCode.BadRequest),
            ("""{"assignments":[1]}""", "invalidRequest", HttpStatusCode.BadRequest),
            ("{}", "invalidRequest", HttpStatusCode.BadRequest),
        })
        {
            await Http.RefusedAsync(server.Admin.PostAsync($"{Scenario.Profiles}/{profile}/assign", Http.Json(json)), status, code);
        }

        Assert.Single((await server.Admin.GetJsonAsync($"{Scenario.Profiles}/{profile}/assignments"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Purpose_and_type_cannot_be_changed()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var profile = await CreateAsync(server, """{"@odata.type":"#chancery.importedPfxProfile","displayName":"H","intendedPurpose":"smimeEncryption"}""");
        foreach (var json in new[] { """{"intendedPurpose":"smimeSigning"}""", """{"@odata.type":"#chancery.pkcsCertificateProfile"}""" })
        {
            await Http.RefusedAsync(server.Admin.PatchJsonAsync($"{Scenario.Profiles}/{profile}", json), HttpStatusCode.UnprocessableEntity, "immutableProperty");
        }
    }

    [Fact]
    public async Task Of_two_administrators_changes_the_second_is_told()
    {
        await using var server = await ServerFixture.StartAsync(connector: false);
        var profile = await CreateAsync(server, """{"@odata.type":"#chancery.pkcsCertificateProfile","displayName":"Sign"}""");
        using var read = await server.Admin.GetAsync($"{Scenario.Profiles}/{profile}");
        var tag = read.Headers.ETag!.ToString();
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(index =>
            server.Admin.PatchJsonAsync($"{Scenario.Profiles}/{profile}", $$"""{"displayName":"Sign {{index}}"}""", tag)));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], both.Select(answer => answer.StatusCode).Order());
        await Http.RefusedAsync(Task.FromResult(both.Single(answer => !answer.IsSuccessStatusCode)), HttpStatusCode.PreconditionFailed, "changedMeanwhile");
        await Http.RefusedAsync(server.Admin.DeleteAsync($"{Scenario.Profiles}/{profile}", tag), HttpStatusCode.PreconditionFailed, "changedMeanwhile");
        using var deleted = await server.Admin.DeleteAsync($"{Scenario.Profiles}/{profile}", "W/\"2\"");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    private static async Task<string> CreateAsync(ServerFixture server, string json) => (string)(await server.Admin.PostJsonAsync(Scenario.Profiles, json))["id"]!;

    private static string Rooted(string properties) => properties.Replace("ROOT", Convert.ToBase64String(TestPki.Shared.Root.RawData), StringComparison.Ordinal);
}
