using System.Text;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Profiles;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class ProfileEncryptionTests
{
    private static readonly byte[] Clear = IdentityProfile.Write(Specs.Phone, Specs.Content).Value;
    private static readonly byte[] Sealed = ProfileEncryption.Wrap(Clear, Certificates.Device).Value;

    [Fact]
    public void Profile_comes_back_byte_for_byte() => Assert.Equal(Clear, Unwrap(Sealed).Value);

    [Fact]
    public void Outside_stands_what_names_the_profile_and_nothing_else()
    {
        var outer = Plist.ParseDictionary(Sealed).Value;
        Assert.Equal(
            [
                "PayloadType", "PayloadVersion", "PayloadIdentifier", "PayloadUUID", "PayloadDisplayName", "PayloadOrganization", "PayloadScope", "IsEncrypted",
                "EncryptedPayloadContent",
            ],
            outer.Keys);
        Assert.True(outer.Boolean("IsEncrypted"));
        Assert.Equal(Specs.Phone.PayloadUuid, outer.Uuid("PayloadUUID"));
        Assert.DoesNotContain("alice@example.test", Encoding.UTF8.GetString(Sealed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSSL_opens_the_content_with_the_devices_key_and_plistlib_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-apple-");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(In("content.p7"), Plist.ParseDictionary(Sealed).Value.Data("EncryptedPayloadContent")!);
            await File.WriteAllTextAsync(In("device.pem"), Certificates.Device.ExportCertificatePem());
            await File.WriteAllTextAsync(In("device.key"), Certificates.KeyOf(Certificates.Device).ExportPkcs8PrivateKeyPem());
            var structure = await Tool.RunAsync("openssl", ["cms", "-cmsout", "-print", "-inform", "DER", "-in", In("content.p7")]);
            Assert.Contains("aes-256-cbc", structure, StringComparison.Ordinal);
            Assert.Contains("rsaEncryption", structure, StringComparison.Ordinal);
            await Tool.RunAsync(
                "openssl",
                [
                    "cms", "-decrypt", "-binary", "-inform", "DER", "-in", In("content.p7"), "-recip", In("device.pem"), "-inkey", In("device.key"),
                    "-out", In("clear"),
                ]);
            var opened = await File.ReadAllBytesAsync(In("clear"));
            await PlistLib.AssertReadsAsync((Plist.ParseDictionary(Clear).Value["PayloadContent"]!, opened));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Another_device_cannot_open_it()
    {
        var error = ProfileEncryption.Unwrap(Sealed, Certificates.Other, Certificates.KeyOf(Certificates.Other)).Error;
        Assert.Equal(("cmsDecryptFailed", "EncryptedPayloadContent"), (error?.Code, error?.Target));
    }

    [Fact]
    public void Profile_in_clear_is_not_taken_for_an_encrypted_one() => Assert.Equal("profileNotEncrypted", Unwrap(Clear).Error?.Code);

    [Fact]
    public void Profile_without_content_is_not_encrypted() => Assert.Equal(
        "profileMalformed", ProfileEncryption.Wrap(Plist.Write(new PlistDictionary { { "PayloadType", "Configuration" } }), Certificates.Device).Error?.Code);

    [Fact]
    public void Content_that_is_no_array_is_refused()
    {
        var envelope = Pki.EnvelopedData.Encrypt(Plist.Write(new PlistDictionary()), Certificates.Device);
        Assert.Equal("profileMalformed", Unwrap(Plist.Write(new PlistDictionary { { "EncryptedPayloadContent", envelope } })).Error?.Code);
    }

    [Fact]
    public void Content_that_is_no_CMS_is_refused() =>
        Assert.Equal("cmsMalformed", Unwrap(Plist.Write(new PlistDictionary { { "EncryptedPayloadContent", new byte[] { 1, 2, 3 } } })).Error?.Code);

    [Fact]
    public void Clear_content_beside_the_encrypted_is_thrown_away()
    {
        var both = new PlistDictionary { { "PayloadContent", new PlistArray([]) } };
        foreach (var (key, value) in Plist.ParseDictionary(Sealed).Value)
        {
            both.Add(key, value);
        }

        Assert.Equal(Clear, Unwrap(Plist.Write(both)).Value);
    }

    [Fact]
    public void Damaged_profile_gives_a_profile_or_an_error_of_the_catalogue()
    {
        string[] declared =
        [
            "plistMalformed", "plistTooDeep", "plistTooLarge", "plistBinaryUnsupported", "profileNotEncrypted", "profileMalformed", "cmsMalformed",
            "cmsDecryptFailed",
        ];
        PlistGen.Damage(Sealed).Sample(bytes => Unwrap(bytes).Error is not { } error || declared.Contains(error.Code), iter: 500);
    }

    private static Domain.Result<byte[]> Unwrap(byte[] profile) =>
        ProfileEncryption.Unwrap(profile, Certificates.Device, Certificates.KeyOf(Certificates.Device));
}
