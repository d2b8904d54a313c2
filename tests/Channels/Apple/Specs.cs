using Chancery.Channels.Apple.Profiles;

namespace Chancery.Channels.Tests.Apple;

/// <summary>Descriptions of profiles, as server and connector make them.</summary>
internal static class Specs
{
    public static readonly Guid SigningUuid = new("aaaaaaaa-0000-8000-8000-000000000001");
    public static readonly Guid EncryptionUuid = new("aaaaaaaa-0000-8000-8000-000000000002");

    public static EnrollmentProfileSpec Enrollment { get; } = new(
        "org.example.mdm.1", new Guid("bbbbbbbb-0000-8000-8000-000000000001"), "Example <Mail> & co", "Example",
        new AppleMdmSpec("https://mdm.example.test/apple/mdm", "https://mdm.example.test/apple/checkin", "com.apple.mgmt.External.e0b1")
        {
            PerUserConnections = true,
        },
        new AppleScepSpec("https://mdm.example.test/apple/scep", "Chancery", "0192d4c0", "one-time & secret", [1, 2, 3, 4]),
        [[0x30, 1], [0x30, 2]])
    {
        PayloadDescription = "Installe la gestion.",
    };

    public static TrustedProfileSpec Trusted { get; } = new(
        "org.example.trust", new Guid("cccccccc-0000-8000-8000-000000000001"), "Roots", "Example", UserScope: false,
        [new([0x30, 1], Root: true), new([0x30, 2], Root: false), new([0x30, 1], Root: true)]);

    public static AppleEasAccountSpec Account { get; } = new()
    {
        PayloadIdentifier = "org.example.account.eas",
        PayloadUuid = new Guid("dddddddd-0000-8000-8000-000000000001"),
        AccountName = "Example",
        Host = "mail.example.test",
        UserName = "alice@example.test",
        EmailAddress = "alice@example.test",
        PastDaysToSync = 31,
        SigningEnabled = true,
        SigningSlot = "signing",
        SigningUserOverrideable = true,
        EncryptByDefault = true,
        EncryptionSlot = "encryption",
        PerMessageSwitch = true,
    };

    public static AppleProfileSpec Phone { get; } = new(
        "org.example.account", new Guid("dddddddd-0000-8000-8000-000000000000"), "Mail", "Example", UserScope: false,
        [
            new("signing", "org.example.account.signing", SigningUuid, "Signing", KeyIsExtractable: false, AllowAllAppsAccess: false),
            new("encryption", "org.example.account.encryption", EncryptionUuid, "Encryption", KeyIsExtractable: false, AllowAllAppsAccess: false),
        ],
        Account, []);

    public static AppleProfileSpec Mac { get; } = Phone with
    {
        UserScope = true,
        Account = null,
        Preferences =
        [
            new("alice@example.test", "signing", ApplePreferenceKind.Identity, "org.example.account.idpref", new Guid("dddddddd-0000-8000-8000-000000000002")),
            new(
                "alice@example.test", "encryption", ApplePreferenceKind.Certificate, "org.example.account.certpref",
                new Guid("dddddddd-0000-8000-8000-000000000003")),
        ],
    };

    public static Dictionary<string, Pkcs12Content> Content { get; } = new()
    {
        ["signing"] = new Pkcs12Content([1, 1, 1], "p<w>1"),
        ["encryption"] = new Pkcs12Content([2, 2, 2], "p&w2"),
    };
}
