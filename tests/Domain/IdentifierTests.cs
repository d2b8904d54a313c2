using System.Text.Json;
using CsCheck;
using Xunit;

namespace Chancery.Domain.Tests;

public sealed class IdentifierTests
{
    [Fact]
    public void Uuid_is_of_version_8_and_of_the_RFC_variant() => Gen.String.Array[0, 4].Sample(facts =>
    {
        var bytes = Identifiers.Uuid(facts).ToByteArray(bigEndian: true);
        Assert.Equal(8, bytes[6] >> 4);
        Assert.Equal(2, bytes[8] >> 6);
    });

    [Fact]
    public void Facts_that_only_read_alike_have_other_identifiers()
    {
        Assert.NotEqual(Identifiers.Uuid("ab", "c"), Identifiers.Uuid("a", "bc"));
        Assert.NotEqual(Identifiers.Revision("a"), Identifiers.Revision("a", ""));
    }

    [Fact]
    public void Revision_and_identifier_stay_what_they_were()
    {
        // Devices hold these: a change here replaces every profile on every device.
        Assert.Equal("16275ef0f5d0eb9dd9e0a53277549fda", Identifiers.Revision("a", "b"));
        Assert.Equal("chancery.identity.00000000-0000-0000-0000-000000000000.ab", Identifiers.PayloadIdentifier(Identifiers.Identity(Guid.Empty, "ab")));
    }

    [Fact]
    public void Settings_come_back_from_JSON_as_they_went()
    {
        ProfileSettings[] all =
        [
            new TrustedCertificateSettings([new TrustedCertificate([1], IsRoot: true, "root.cer")]), new PkcsCertificateSettings { ValidityDays = 30 },
            new ImportedPfxSettings(IntendedPurpose.SmimeSigning), new EmailSettings { HostName = "h", AccountName = "a", SigningProfileId = World.SigningId },
        ];
        foreach (var settings in all)
        {
            var json = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);
            var back = JsonSerializer.Deserialize<ProfileSettings>(json, JsonSerializerOptions.Web)!;
            Assert.Equal(settings.GetType(), back.GetType());
            Assert.Equal(json, JsonSerializer.Serialize(back, JsonSerializerOptions.Web));
        }
    }
}
