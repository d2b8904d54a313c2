using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Pki;

namespace Chancery.Simulators.Tests.Server;

/// <summary>Profiles as a server and its connector would make them.</summary>
internal static class TestProfiles
{
    public const string EnrollmentId = "test.enrollment";

    /// <summary>The profile in clear.</summary>
    public static byte[] Enrollment(FakeMdmServer server, Func<EnrollmentProfileSpec, EnrollmentProfileSpec>? change = null)
    {
        var spec = new EnrollmentProfileSpec(
            EnrollmentId, PayloadUuid.Of("enrolment", "1"), "Enrolment", "Tests",
            new AppleMdmSpec($"{server.Url}/mdm", $"{server.Url}/checkin", "com.apple.mgmt.External.test") { PerUserConnections = true },
            new AppleScepSpec($"{server.Url}/scep", "tests", "device", server.Challenge, server.Authority.Certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)),
            [server.Tls.RawData]);
        return EnrollmentProfile.Write(change is null ? spec : change(spec));
    }

    /// <summary>The profile as it is mailed: signed.</summary>
    public static byte[] Signed(FakeMdmServer server, byte[] profile) =>
        SignedData.Sign(profile, server.Authority.Certificate, server.Authority.Key, detached: false, []);

    public static byte[] Trust(string identifier, bool userScope, params TestAuthority[] roots) => TrustedProfile.Write(new TrustedProfileSpec(
        identifier, PayloadUuid.Of(identifier, roots.Length.ToString()), identifier, "Tests", userScope,
        [.. roots.Select(root => new TrustedCertificate(root.Certificate.RawData, Root: true))]));

    /// <summary>A profile with identities, in clear.</summary>
    public static byte[] Identities(AppleProfileSpec spec, params (string Slot, MailIdentity Identity)[] content) => IdentityProfile.Write(
        spec, content.ToDictionary(entry => entry.Slot, entry => Filling(entry.Identity, Pkcs12Encryption.AppleCompatible))).Value;

    public static Pkcs12Content Filling(MailIdentity identity, Pkcs12Encryption encryption, string password = "secret") =>
        new(Pkcs12.Write(identity.Public, identity.Key, [], password, "identity", encryption), password);

    public static AppleProfileSpec Spec(string identifier, string revision, bool userScope, params (string Slot, MailIdentity Identity)[] content) => new(
        identifier, PayloadUuid.Of(identifier, revision), identifier, "Tests", userScope,
        [
            .. content.Select(entry => new AppleIdentityPayloadSpec(
                entry.Slot, $"{identifier}.{entry.Slot}", PayloadUuid.Of(identifier, entry.Identity.Thumbprint), entry.Slot, false, false)),
        ],
        null, []);

    public static AppleEasAccountSpec Account(string address, string? signing, string? encryption) => new()
    {
        PayloadIdentifier = "test.account.eas",
        PayloadUuid = PayloadUuid.Of("test.account.eas"),
        AccountName = "Mail",
        Host = "mail.example.test",
        UserName = address,
        EmailAddress = address,
        SigningEnabled = signing is not null,
        SigningSlot = signing,
        EncryptionSlot = encryption,
        PerMessageSwitch = true,
    };

    public static byte[] Encrypted(byte[] clear, X509Certificate2 device) => ProfileEncryption.Wrap(clear, device).Value;
}
