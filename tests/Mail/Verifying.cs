using System.Text;
using Chancery.Pki;

namespace Chancery.Mail.Tests;

/// <summary>Verification as the tests ask for it.</summary>
internal static class Verifying
{
    public static VerificationSettings Settings { get; } = new() { Trust = TrustAnchors.Create([TestPeople.Authority]).Value, At = TestPeople.Now };

    public static MailVerdict Verify(string message, VerificationSettings? settings = null) => Verify(Encoding.UTF8.GetBytes(message), settings);

    public static MailVerdict Verify(byte[] message, VerificationSettings? settings = null) => MailVerification.Verify(message, settings ?? Settings);

    public static IEnumerable<MailReasonCode> Codes(this MailVerdict verdict) => verdict.Reasons.Select(reason => reason.Code);

    public static void Holds(MailVerdict verdict) => Assert.True(
        verdict.Verdict == Verdict.Valid, string.Join("; ", verdict.Reasons.Select(reason => $"{reason.Name}: {reason.Detail}")));

    /// <summary>Not valid, for one reason among others.</summary>
    public static void Fails(MailVerdict verdict, Verdict expected, MailReasonCode code)
    {
        Assert.Contains(code, verdict.Codes());
        Assert.Equal(expected, verdict.Verdict);
    }

    /// <summary>A signed message whose header is outside alone, to be forged as forgers do.</summary>
    public static string Signed(TestPerson by, SignatureForm form = SignatureForm.Detached) => Encoding.UTF8.GetString(SecureMail.Protect(
        by.Write("bob@example.test"), new ProtectionSettings { Signers = [by.Signer], Form = form, Headers = HeaderProtection.None }).Value.Message);

    /// <summary>What is below its header: the signed entity.</summary>
    public static string Entity(string eml) => eml[eml.IndexOf("Content-Type: ", StringComparison.Ordinal)..];

    public static string Opaque(byte[] cms, string header = "From: alice@example.test\r\n") =>
        $"{header}Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms)}\r\n";

    public static CmsSignerKey SignerKey(TestPerson person) => CmsSignerKey.Create(person.Signing.Certificate, person.Signing.Key).Value;
}
