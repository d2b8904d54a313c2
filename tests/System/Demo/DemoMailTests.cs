using System.Text.Json;

namespace Chancery.System.Tests;

/// <summary>OpenSSL reads the mails of the demo with the files of its folder: those who could, can; those who could not, cannot.</summary>
[Collection("demo")]
public sealed class DemoMailTests(DemoFixture demo)
{
    [Fact]
    public void Devices_that_opened_a_mail_open_it_with_openssl()
    {
        foreach (var mail in demo.Mails.Where(IsEncrypted))
        {
            Assert.All(DemoFixture.Strings(mail.GetProperty("openedBy")), device => Assert.True(
                demo.IdentitiesOf(device).Any(identity => Decrypts(mail, identity)), $"{device} does not open {mail.GetProperty("file")}"));
        }
    }

    [Fact]
    public void Devices_that_refused_a_mail_have_no_key_that_opens_it()
    {
        foreach (var mail in demo.Mails.Where(IsEncrypted))
        {
            Assert.All(DemoFixture.Strings(mail.GetProperty("refusedBy")), device => Assert.DoesNotContain(
                demo.IdentitiesOf(device), identity => Decrypts(mail, identity)));
        }
    }

    [Fact]
    public void Encrypted_mail_opens_under_exactly_the_certificates_named()
    {
        foreach (var mail in demo.Mails.Where(IsEncrypted))
        {
            var opening = demo.Devices.SelectMany(device => demo.IdentitiesOf(device.GetProperty("name").GetString()!))
                .Where(identity => Decrypts(mail, identity)).Select(Path.GetFileNameWithoutExtension).Distinct();
            Assert.Equal(DemoFixture.Strings(mail.GetProperty("encryptedTo")).Order(), opening.Order());
        }
    }

    [Fact]
    public void Every_signature_is_verified_by_openssl()
    {
        var signed = demo.Mails.Where(mail => mail.GetProperty("signed").GetBoolean()).ToList();
        Assert.True(signed.Count >= 4);
        Assert.All(signed, mail =>
        {
            var file = demo.At(mail.GetProperty("file").GetString()!);
            if (IsEncrypted(mail))
            {
                var reader = DemoFixture.Strings(mail.GetProperty("openedBy")).SelectMany(demo.IdentitiesOf).First(identity => Decrypts(mail, identity));
                var inner = demo.Scratch("inner.eml");
                Assert.Equal(0, Tool.OpenSsl("cms", "-decrypt", "-in", file, "-recip", demo.Pem(reader), "-out", inner).Exit);
                file = inner;
            }

            var signer = demo.Scratch("signer.pem");
            var run = Tool.OpenSsl(
                "cms", "-verify", "-in", file, "-CAfile", Roots(), "-certfile", demo.At("ca/issuing.pem"), "-out", demo.Scratch("text"), "-signer", signer);
            Assert.True(run.Exit == 0, run.Error);
            Assert.Contains(mail.GetProperty("from").GetString()!, Tool.OpenSsl("x509", "-in", signer, "-noout", "-email").Output);
        });
    }

    [Fact]
    public void Altered_mail_is_refused_by_openssl_so_that_this_test_can_fail()
    {
        var mail = demo.Mails.First(mail => mail.GetProperty("signed").GetBoolean() && !IsEncrypted(mail));
        var altered = demo.Scratch("altered.eml");
        File.WriteAllText(altered, File.ReadAllText(demo.At(mail.GetProperty("file").GetString()!)).Replace("this is signed", "this is altered"));

        Assert.NotEqual(
            0, Tool.OpenSsl("cms", "-verify", "-in", altered, "-CAfile", Roots(), "-certfile", demo.At("ca/issuing.pem"), "-out", demo.Scratch("text")).Exit);
    }

    [Fact]
    public void Imported_signing_certificate_signs_on_both_devices_of_its_owner()
    {
        var signing = demo.Devices.Where(device => device.GetProperty("user").GetString() == "bob@example.test")
            .Select(device => demo.IdentitiesOf(device.GetProperty("name").GetString()!).Select(Path.GetFileNameWithoutExtension).Order().ToList()).ToList();

        Assert.Equal(2, signing.Count);
        Assert.Equal(signing[0], signing[1]);
    }

    private static bool IsEncrypted(JsonElement mail) => mail.GetProperty("encryptedTo").GetArrayLength() > 0;

    // CMS decryption of OpenSSL 3 answers a wrong key with noise (implicit rejection): only content that is MIME counts as opened.
    private bool Decrypts(JsonElement mail, string identity)
    {
        var output = demo.Scratch("opened");
        File.Delete(output);
        var run = Tool.OpenSsl("cms", "-decrypt", "-in", demo.At(mail.GetProperty("file").GetString()!), "-recip", demo.Pem(identity), "-out", output);
        return run.Exit == 0 && File.ReadAllText(output).StartsWith("Content-Type:", StringComparison.Ordinal);
    }

    private string Roots()
    {
        var roots = demo.Scratch("roots.pem");
        File.WriteAllText(roots, File.ReadAllText(demo.At("ca/root.pem")) + File.ReadAllText(demo.At("ca/legacy.pem")));
        return roots;
    }
}
