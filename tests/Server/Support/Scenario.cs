using System.Net;
using Chancery.Pki;
using Xunit;

namespace Chancery.Server.Tests;

/// <summary>What most tests begin with.</summary>
public static class Scenario
{
    public const string Certificates = "/beta/deviceManagement/userPfxCertificates";
    public const string Profiles = "/beta/deviceManagement/deviceConfigurations";
    public const string Devices = "/beta/deviceManagement/managedDevices";

    public static async Task<Guid> UserAsync(this ServerFixture server, string name = "alice")
    {
        var user = await server.Admin.PostJsonAsync("/beta/users", $$"""
            {"userPrincipalName":"{{name}}@example.test","mail":"{{name}}@example.test","displayName":"{{name}}"}
            """);
        return Guid.Parse((string)user["id"]!);
    }

    /// <summary>An enrolment, and the challenge its profile would carry.</summary>
    public static async Task<(Guid Id, string Challenge)> EnrollmentAsync(this ServerFixture server, string name = "alice", string platform = "iOS")
    {
        var enrollment = await server.Admin.PostJsonAsync("/chancery/v1/enrollments", $$"""
            {"userPrincipalName":"{{name}}@example.test","platform":"{{platform}}"}
            """);
        var id = Guid.Parse((string)enrollment["id"]!);
        return (id, server.Connector.ChallengeOf(id));
    }

    /// <summary>A device with its identity, not yet introduced.</summary>
    public static async Task<FakeDevice> IdentifiedAsync(this ServerFixture server, string name = "alice", string udid = "UDID-1", string platform = "iOS")
    {
        var (_, challenge) = await server.EnrollmentAsync(name, platform);
        var device = new FakeDevice(server.Client(), udid);
        using var answer = await device.ScepAsync(server.Connector.DeviceAuthority, challenge);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.NotNull(device.Identity);
        return device;
    }

    /// <summary>An enrolled device.</summary>
    public static async Task<FakeDevice> EnrolledAsync(this ServerFixture server, string name = "alice", string udid = "UDID-1", string platform = "iOS")
    {
        var device = await server.IdentifiedAsync(name, udid, platform);
        await OkAsync(device.AuthenticateAsync());
        await OkAsync(device.TokenUpdateAsync());
        return device;
    }

    public static async Task OkAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The body of an import of a fresh certificate for a person.</summary>
    public static (string Json, string Thumbprint) Import(this ServerFixture server, string name = "alice", string more = "", string purpose = "smimeEncryption")
    {
        using var identity = TestPki.IdentityWithKey(server.Connector.Root, $"CN={name}", address: $"{name}@example.test");
        var blob = Convert.ToBase64String(SealedImport.Seal(
            new SealedImport { Pfx = TestPki.Pfx(identity, "p"), Password = "p", OwnerAddress = $"{name}@example.test", Purpose = "smimeEncryption" }, server.Connector.Vault));
        return ($$"""{"userPrincipalName":"{{name}}@example.test","intendedPurpose":"{{purpose}}","encryptedPfxBlob":"{{blob}}"{{more}}}""", identity.Thumbprint.ToLowerInvariant());
    }

    public static string TrustedProfile(this ServerFixture server, string type = "#chancery.trustedCertificateProfile") =>
        $$"""{"@odata.type":"{{type}}","displayName":"Roots","trustedRootCertificate":"{{Convert.ToBase64String(server.Connector.Root.RawData)}}","certFileName":"root.cer"}""";
}
