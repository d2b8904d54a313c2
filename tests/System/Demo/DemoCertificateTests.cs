using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Chancery.System.Tests;

/// <summary>OpenSSL judges every certificate that reached a device: by the authorities and the revocation lists of the demo's folder alone.</summary>
[Collection("demo")]
public sealed class DemoCertificateTests(DemoFixture demo)
{
    [Fact]
    public void Openssl_agrees_about_every_certificate()
    {
        var revoked = DemoFixture.Strings(demo.Retirement.GetProperty("revoked")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = 0;
        foreach (var identity in demo.Devices.SelectMany(device => demo.IdentitiesOf(device.GetProperty("name").GetString()!)))
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(demo.Pem(identity)));
            var run = Verify(demo.Pem(identity), certificate);
            if (revoked.Contains(certificate.SerialNumber))
            {
                Assert.NotEqual(0, run.Exit);
                Assert.Contains("certificate revoked", run.Error + run.Output);
                seen++;
            }
            else
            {
                Assert.True(run.Exit == 0, $"{identity}: {run.Error}{run.Output}");
            }
        }

        Assert.Equal(revoked.Count, seen);
        Assert.NotEmpty(revoked);
    }

    [Fact]
    public void Retired_devices_own_certificate_is_revoked_and_no_imported_one()
    {
        var device = demo.Retirement.GetProperty("device").GetString()!;
        var crl = Tool.OpenSsl("crl", "-in", demo.At("ca/issuing.crl"), "-noout", "-text").Output;
        foreach (var identity in demo.IdentitiesOf(device))
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(demo.Pem(identity)));
            var isOwn = !certificate.Issuer.Contains("Old Company", StringComparison.Ordinal);
            Assert.Equal(isOwn, crl.Contains(certificate.SerialNumber, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains("No Revoked Certificates", Tool.OpenSsl("crl", "-in", demo.At("ca/legacy.crl"), "-noout", "-text").Output);
    }

    [Theory]
    [InlineData("issuing", "issuing")]
    [InlineData("legacy", "legacy")]
    public void Revocation_list_is_signed_by_its_authority(string crl, string authority)
    {
        var run = Tool.OpenSsl("crl", "-in", demo.At($"ca/{crl}.crl"), "-noout", "-CAfile", demo.At($"ca/{authority}.pem"));
        Assert.Contains("verify OK", run.Error + run.Output);
    }

    [Fact]
    public void Every_encryption_certificate_of_a_person_is_on_each_of_that_persons_devices()
    {
        foreach (var devices in demo.Devices.GroupBy(device => device.GetProperty("user").GetString()))
        {
            var histories = devices.Select(device => Encrypting(device).Order().ToList()).ToList();
            Assert.All(histories, history => Assert.Equal(histories[0], history));
            Assert.Equal(devices.Key == "alice@example.test" ? 3 : 1, histories[0].Count);
        }
    }

    [Fact]
    public void Two_of_alices_encryption_certificates_have_expired()
    {
        var dates = Encrypting(demo.Devices.First(device => device.GetProperty("user").GetString() == "alice@example.test"))
            .Select(thumbprint => Tool.OpenSsl("x509", "-checkend", "0", "-noout", "-in", demo.Pem(demo.At($"devices/alice-iphone/identities/{thumbprint}.p12"))).Exit);
        Assert.Equal([0, 1, 1], dates.Order());
    }

    [Fact]
    public void Own_signing_certificates_differ_from_device_to_device()
    {
        var own = demo.Devices.SelectMany(device => demo.IdentitiesOf(device.GetProperty("name").GetString()!))
            .Where(identity => Tool.OpenSsl("x509", "-in", demo.Pem(identity), "-noout", "-issuer").Output.Contains("Example", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).ToList();

        Assert.Equal(2, own.Count);
        Assert.Equal(2, own.Distinct().Count());
    }

    private IEnumerable<string> Encrypting(JsonElement device) => demo.IdentitiesOf(device.GetProperty("name").GetString()!)
        .Where(identity => Tool.OpenSsl("x509", "-in", demo.Pem(identity), "-noout", "-ext", "keyUsage").Output.Contains("Key Encipherment", StringComparison.Ordinal))
        .Select(identity => Path.GetFileNameWithoutExtension(identity));

    // An expired certificate is judged as of its last day: whether it was good then is what history asks.
    private ToolRun Verify(string pem, X509Certificate2 certificate)
    {
        string[] arguments = certificate.Issuer.Contains("Old Company", StringComparison.Ordinal)
            ? ["verify", "-crl_check", "-CAfile", demo.At("ca/legacy.pem"), "-CRLfile", demo.At("ca/legacy.crl"), "-no_check_time", pem]
            : ["verify", "-crl_check", "-CAfile", demo.At("ca/root.pem"), "-untrusted", demo.At("ca/issuing.pem"), "-CRLfile", demo.At("ca/issuing.crl"), "-purpose", "smimesign", pem];
        return Tool.OpenSsl(arguments);
    }
}
