using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>Postfix and Dovecot carry what we protect, there and back unharmed, whatever its author wrote.</summary>
public sealed class TransportTests(MailRoad road) : IClassFixture<MailRoad>
{
    private static readonly Identity Rsa = Identity.Of(KeyKind.Rsa[0]);
    private static readonly Identity Curve = Identity.Of(KeyKind.Ec[0]);

    // All that relays and mailboxes are known to change: dots, "From ", trailing blanks, tabs, eight bits, lines beyond 998 octets, no line end at the end.
    private static readonly string Awkward = string.Join('\n',
        "Grüße aus Zürich, à bientôt, 日本語", ".", "..two", "From here on", ">From there", "trailing blanks   ", "tab\t", "", new string('x', 1500),
        string.Concat(Enumerable.Repeat("é", 700)), "=3D and = and ==", "-- ", "the end");

    public static TheoryData<string, bool> Forms => new()
    {
        { "clear-rsa", false }, { "opaque-rsa", false }, { "clear-curve", false }, { "encrypted-cbc", true }, { "encrypted-gcm", true },
        { "signed-encrypted-rsa", true }, { "signed-encrypted-curve", true },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Mail_arrives_as_it_was_written(string form, bool isEncrypted)
    {
        await road.SendAsync(form, SecureMail.Protect(Draft(), Settings(form)).Value.Message);

        var mail = SecureMail.Open(await road.FetchAsync(form), Keys).Value;

        Assert.Equal(Awkward, Body(mail.Text));
        Assert.Equal((isEncrypted, form.StartsWith("encrypted", StringComparison.Ordinal)), (mail.WasEncrypted, mail.Signature.State == SignatureState.Unsigned));
        Assert.True(mail.Signature.State is SignatureState.Valid or SignatureState.Unsigned, mail.Signature.State.ToString());
        var attachment = Assert.Single(mail.Attachments);
        Assert.Equal(("naïve file.bin", Convert.ToHexString(Octets)), (attachment.FileName, Convert.ToHexString(attachment.Content)));
    }

    [Theory]
    [InlineData(SignatureForm.Detached)]
    [InlineData(SignatureForm.Opaque)]
    public async Task Message_of_another_program_is_made_fit_for_the_road_before_it_is_signed(SignatureForm form)
    {
        var box = $"existing-{form}".ToLowerInvariant();
        await road.SendAsync(box, SecureMail.SignMessage(EightBit, Signer(Rsa), TimeProvider.System.GetUtcNow(), form).Value);

        var arrived = await road.FetchAsync(box);

        var verdict = MailVerification.Verify(arrived, new VerificationSettings { Trust = TrustAnchors.Create([Identity.Authority]).Value, At = TimeProvider.System.GetUtcNow() });
        Assert.True(verdict.Verdict == Verdict.Valid, string.Join('\n', verdict.Reasons));
        Assert.Equal((true, true), (verdict.CoversWholeBody, verdict.FromMatchesSigner));
        Assert.Equal(Awkward, SecureMail.Open(arrived, []).Value.Text.TrimEnd('\n'));
    }

    [Fact]
    public async Task Mail_sent_by_our_own_transport_arrives_as_it_was_written()
    {
        var mail = SecureMail.Protect(Draft(), Settings("clear-rsa")).Value.Message;
        await new SmtpTransport(new SmtpSettings("127.0.0.1", road.SmtpPort, SmtpSecurity.None)).SendAsync(
            new OutgoingMail(Identity.Address, ["own-transport@example.test"], mail), CancellationToken.None);

        var opened = SecureMail.Open(await road.FetchAsync("own-transport"), []).Value;

        Assert.Equal((SignatureState.Valid, Awkward), (opened.Signature.State, Body(opened.Text)));
    }

    [Fact]
    public async Task Openssl_verifies_what_arrived()
    {
        await road.SendAsync("judged", SecureMail.Protect(Draft(), Settings("clear-rsa")).Value.Message);
        using var folder = new TempFolder();

        Tool.MustRun(
            "openssl", ["cms", "-verify", "-CAfile", folder.Write("ca.pem", Identity.Authority.ExportCertificatePem()), "-purpose", "smimesign", "-out", folder.At("out")],
            await road.FetchAsync("judged"));
    }

    [Fact]
    public async Task Road_is_rough_so_that_these_tests_can_fail()
    {
        await road.SendAsync("rough", EightBit);

        var arrived = Encoding.Latin1.GetString(await road.FetchAsync("rough"));

        Assert.Contains("Content-Transfer-Encoding: quoted-printable", arrived, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Grüße")), arrived, StringComparison.Ordinal);
    }

    private static byte[] Octets { get; } = RandomNumberGenerator.GetBytes(5000);

    private static MailKey[] Keys => [new(Rsa.Certificate, Rsa.Key), new(Curve.Certificate, Curve.Key)];

    private static byte[] EightBit { get; } = Encoding.UTF8.GetBytes(string.Join("\r\n",
        $"From: {Identity.Address}", $"To: {Identity.Address}", "Subject: As it is", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit", "", Awkward.ReplaceLineEndings("\r\n")) + "\r\n");

    private static MailDraft Draft() => new(
        Identity.Address, [Identity.Address], "Déjà vu", Awkward, TimeProvider.System.GetUtcNow(), [new("naïve file.bin", "application/octet-stream", Octets)]);

    private static MailSigner Signer(Identity identity) => new(identity.Certificate, identity.Key, ImmutableArray<System.Security.Cryptography.X509Certificates.X509Certificate2>.Empty, null);

    private static ProtectionSettings Settings(string form) => new()
    {
        Signers = form.StartsWith("encrypted", StringComparison.Ordinal) ? [] : [Signer(form.EndsWith("curve", StringComparison.Ordinal) ? Curve : Rsa)],
        Form = form.StartsWith("opaque", StringComparison.Ordinal) ? SignatureForm.Opaque : SignatureForm.Detached,
        Recipients = form.Contains("encrypted", StringComparison.Ordinal)
            ? [new MailRecipient((form.EndsWith("rsa", StringComparison.Ordinal) || form.EndsWith("cbc", StringComparison.Ordinal) ? Rsa : Curve).Certificate)]
            : [],
        Policy = form.EndsWith("gcm", StringComparison.Ordinal) ? MailPolicy.Strict : MailPolicy.Compatible,
        Headers = HeaderProtection.Protected,
    };

    private static string Body(string text) => text.TrimEnd('\n');
}
