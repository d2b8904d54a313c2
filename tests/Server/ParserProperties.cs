using System.Text;
using System.Text.Json;
using Chancery.Domain;
using Chancery.Server.Features.DeviceConfigurations;
using Chancery.Server.Features.UserPfxCertificates;
using Chancery.Server.Features.Users;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>Whatever comes, the readers answer with a value or a code of the catalogue.</summary>
public sealed class ParserProperties
{
    private static readonly string[] Properties =
    [
        "@odata.type", "displayName", "description", "trustedRootCertificate", "certFileName", "intendedPurpose", "accountName", "hostName", "certificateValidityPeriodValue",
        "certificateValidityPeriodScale", "subjectNameFormatString", "customSubjectAlternativeNames", "smimeSigningCertificate@odata.bind", "smimeSigningEnabled", "keyKind",
        "userPrincipalName", "encryptedPfxBlob", "thumbprint", "startDateTime", "expirationDateTime", "mail", "renewalThresholdPercentage", "durationOfEmailToSync",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "\"\"", "\"a\"", "[]", "{}", "[{}]", "[[]]", "[{\"sanType\":\"emailAddress\",\"name\":\"{{EmailAddress}}\"}]",
        "\"#chancery.trustedCertificateProfile\"", "\"#chancery.pkcsCertificateProfile\"", "\"#chancery.importedPfxProfile\"", "\"#chancery.emailProfile\"",
        "\"#microsoft.graph.iosEasEmailProfileConfiguration\"", "\"smimeEncryption\"", "\"1\"", "\"2026-01-01T00:00:00Z\"", "\"2026-13-45\"", "\"9999-12-31T23:59:59+14:00\"",
        "\"MIIB\"", "\"====\"", "\"CN={{\"", "\"deviceConfigurations('x')\"", "\"\\u0000\"", "\"a@b.example\"", "\"mail.example.test\"", "\"days\"", "\"years\"",
    ];

    private static readonly Gen<string> Objects =
        Gen.Select(Gen.OneOf(Properties), Gen.OneOf(Values)).Array[0, 12]
            .Select(pairs => "{" + string.Join(",", pairs.DistinctBy(pair => pair.Item1).Select(pair => $"\"{pair.Item1}\":{pair.Item2}")) + "}");

    [Fact]
    public void Any_object_is_read_or_refused_by_a_code() => Objects.Sample(json =>
    {
        using var document = JsonDocument.Parse(json);
        Known(ProfileReading.Read(document.RootElement).Error);
        Known(ImportRequest.Read(new GraphReader(document.RootElement)).Error);
        var user = new GraphReader(document.RootElement);
        UserReading.Apply(user, new Storage.UserRow());
        Known(user.Error);
    }, iter: 20_000);

    [Fact]
    public void Any_filter_is_parsed_or_refused() => Gen.OneOf(
            Gen.String, Gen.OneOf("tolower(", "id", " eq ", "'", "''", "a", ")", " and ", " ", "(", "\0", "é", "00000000-0000-0000-0000-000000000001").Array[0, 14].Select(string.Concat))
        .Sample(filter => Known(GraphFilter.Parse(filter).Error), iter: 50_000);

    [Theory]
    [InlineData("displayName eq 'it''s'", "displayName", "it's")]
    [InlineData(" tolower( userPrincipalName ) eq 'a@b' ", "userPrincipalName", "a@b")]
    [InlineData("id eq 00000000-0000-0000-0000-000000000001", "id", "00000000-0000-0000-0000-000000000001")]
    public void Filter_is_read_as_OData_writes_it(string filter, string property, string value) =>
        Assert.Equal([new GraphEquals(property, value)], GraphFilter.Parse(filter).Value);

    [Theory]
    [InlineData("/beta/deviceManagement/userPfxCertificates('a-b')", "/beta/deviceManagement/userPfxCertificates/a-b")]
    [InlineData("/beta/deviceManagement/userPfxCertificates(a-b)", "/beta/deviceManagement/userPfxCertificates/a-b")]
    [InlineData("/v1.0/deviceManagement/deviceConfigurations/x/microsoft.graph.iosPkcsCertificateProfile/managedDeviceCertificateStates",
        "/v1.0/deviceManagement/deviceConfigurations/x/managedDeviceCertificateStates")]
    [InlineData("/beta/users('it''s')", "/beta/users/it's")]
    [InlineData("/apple/mdm('a')", "/apple/mdm('a')")]
    public void Spellings_of_a_path_become_one(string path, string expected) => Assert.Equal(expected, ApiPath.Normalize(new PathString(path)).Value);

    [Fact]
    public void Any_path_is_normalized_without_a_throw() =>
        Gen.OneOf("/", "beta", "(", ")", "'", "''", "users", "graph.", "microsoft.graph.x", "%", "..").Array[0, 14]
            .Select(parts => "/beta/" + string.Concat(parts)).Sample(path => { ApiPath.Normalize(new PathString(path)); }, iter: 20_000);

    [Theory]
    [InlineData("alice@example.test", true)]
    [InlineData("élan@example.test", true)]
    [InlineData("a@b@c", false)]
    [InlineData("@example.test", false)]
    [InlineData("alice@", false)]
    [InlineData("alice@127.0.0.1", false)]
    [InlineData("al ice@example.test", false)]
    [InlineData("alice@example.test,bob@example.test", false)]
    [InlineData("alice{{x}}@example.test", false)]
    public void Address_is_one_plain_mailbox(string text, bool valid) => Assert.Equal(valid, UserAddress.IsAddress(text));

    private static void Known(Error? error)
    {
        if (error is not null)
        {
            ErrorCatalogue.Find(error.Code);
            Encoding.UTF8.GetBytes(error.Detail ?? "");
        }
    }
}
