using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Chancery.Channels.Apple;
using CsCheck;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

public sealed class MdmSignatureTests
{
    private static readonly byte[] Body = "<plist><dict/></plist>"u8.ToArray();

    [Fact]
    public void Signature_names_its_signer() => Assert.Equal(Certificates.Device.RawData, MdmSignature.Verify(Sign(), Body).Value.RawData);

    [Theory]
    [InlineData("1.3.14.3.2.26", true)]
    [InlineData("1.3.14.3.2.26", false)]
    [InlineData("2.16.840.1.101.3.4.2.1", false)]
    [InlineData("2.16.840.1.101.3.4.2.3", true)]
    public void Digests_from_SHA1_upward_are_accepted_detached_and_attached(string digest, bool detached) =>
        Assert.True(MdmSignature.Verify(SignWith(digest, Body, detached), Body).IsOk);

    [Fact]
    public void Digest_older_than_SHA1_is_refused() => AssertInvalid(SignWith("1.2.840.113549.2.5", Body, detached: true), Body);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Missing_signature_is_named_as_missing(string? header) => Assert.Equal("mdmSignatureMissing", MdmSignature.Verify(header, Body).Error?.Code);

    [Fact]
    public void Altered_body_is_refused() => AssertInvalid(Sign(), [.. Body, (byte)'\n']);

    [Fact]
    public void Signature_over_another_body_that_it_carries_itself_is_refused() =>
        AssertInvalid(SignWith("2.16.840.1.101.3.4.2.1", "another"u8.ToArray(), detached: false), Body);

    [Theory]
    [InlineData("*")]
    [InlineData("AAAA")]
    [InlineData("MIIB")]
    public void Header_that_is_no_signature_is_refused(string header) => AssertInvalid(header, Body);

    [Fact]
    public void Huge_header_is_refused_unread() => AssertInvalid(new string('A', 1_000_000), Body);

    [Fact]
    public void Header_folded_by_a_proxy_is_read() => Assert.True(MdmSignature.Verify(Sign().Insert(64, "\r\n "), Body).IsOk);

    [Fact]
    public void Damaged_signature_is_refused_or_still_verifies()
    {
        var cms = Convert.FromBase64String(Sign());
        PlistGen.Damage(cms).Sample(bytes => MdmSignature.Verify(Convert.ToBase64String(bytes), Body) is var result
            && (result.IsOk || result.Error.Code is "mdmSignatureInvalid" or "mdmSignatureMissing"), iter: 1000);
    }

    [Fact]
    public async Task OpenSSL_agrees_about_the_signature()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-apple-");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(In("signature.p7"), Convert.FromBase64String(Sign()));
            await File.WriteAllBytesAsync(In("body"), Body);
            await Tool.RunAsync(
                "openssl", ["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", In("signature.p7"), "-content", In("body"), "-out", In("out")]);
            Assert.Equal(Body, await File.ReadAllBytesAsync(In("out")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Sign() => MdmSignature.Sign(Body, Certificates.Device, Certificates.KeyOf(Certificates.Device));

    private static string SignWith(string digest, byte[] content, bool detached)
    {
        var cms = new SignedCms(new ContentInfo(content), detached);
        cms.ComputeSignature(new CmsSigner(Certificates.Device) { DigestAlgorithm = new Oid(digest) });
        return Convert.ToBase64String(cms.Encode());
    }

    private static void AssertInvalid(string header, byte[] body) => Assert.Equal("mdmSignatureInvalid", MdmSignature.Verify(header, body).Error?.Code);
}
