namespace Chancery.Channels.Apple.Profiles;

/// <summary>Writes profiles and their payloads, keys in one order for ever: the same facts give the same bytes.</summary>
internal static class PayloadWriter
{
    public static byte[] Write(ConfigurationProfile profile) => Plist.Write(new PlistDictionary
    {
        { "PayloadType", "Configuration" },
        { "PayloadVersion", 1 },
        { "PayloadIdentifier", profile.PayloadIdentifier },
        { "PayloadUUID", PayloadUuid.Text(profile.PayloadUuid) },
        { "PayloadDisplayName", Text(profile.PayloadDisplayName) },
        { "PayloadDescription", Text(profile.PayloadDescription) },
        { "PayloadOrganization", Text(profile.PayloadOrganization) },
        { "PayloadScope", profile.UserScope ? "User" : "System" },
        { "PayloadContent", new PlistArray(profile.Payloads.Select(Write)) },
    });

    private static PlistDictionary Write(ProfilePayload payload)
    {
        var (type, fields) = Fields(payload);
        var plist = new PlistDictionary
        {
            { "PayloadType", type },
            { "PayloadVersion", 1 },
            { "PayloadIdentifier", payload.PayloadIdentifier },
            { "PayloadUUID", PayloadUuid.Text(payload.PayloadUuid) },
            { "PayloadDisplayName", Text(payload.PayloadDisplayName) },
        };
        foreach (var (key, value) in fields)
        {
            plist.Add(key, value);
        }

        return plist;
    }

    private static (string Type, PlistDictionary Fields) Fields(ProfilePayload payload) => payload switch
    {
        CertificatePayload(var certificate, var root) => (root ? PayloadTypes.Root : PayloadTypes.Intermediate, new() { { "PayloadContent", certificate } }),
        IdentityPayload identity => (PayloadTypes.Pkcs12, Identity(identity)),
        EasAccountPayload account => (PayloadTypes.EasAccount, EasAccountFields.Write(account)),
        PreferencePayload preference => (
            preference.Kind == ApplePreferenceKind.Identity ? PayloadTypes.IdentityPreference : PayloadTypes.CertificatePreference,
            new() { { "Name", preference.Name }, { "PayloadCertificateUUID", PayloadUuid.Text(preference.CertificateUuid) } }),
        ScepPayload(var scep) => (PayloadTypes.Scep, new() { { "PayloadContent", Scep(scep) } }),
        MdmPayload(var mdm, var identity) => (PayloadTypes.Mdm, Mdm(mdm, identity)),
        _ => throw new ArgumentException($"Not a payload of ours: {payload.GetType().Name}", nameof(payload)),
    };

    private static PlistDictionary Identity(IdentityPayload identity) => new()
    {
        { "Password", identity.Content.Password },
        { "PayloadContent", identity.Content.Pkcs12 },
        { "KeyIsExtractable", identity.KeyIsExtractable },
        { "AllowAllAppsAccess", identity.AllowAllAppsAccess },
    };

    private static PlistDictionary Scep(AppleScepSpec scep) => new()
    {
        { "URL", scep.Url },
        { "Name", scep.Name },

        // One relative name of one pair: [[["CN", "..."]]].
        { "Subject", new PlistArray([new PlistArray([new PlistArray([new PlistString("CN"), new PlistString(scep.CommonName)])])]) },
        { "Challenge", scep.Challenge },
        { "Keysize", scep.KeySize },
        { "Key Type", "RSA" },
        { "Key Usage", scep.KeyUsage },
        { "CAFingerprint", scep.CaFingerprint is null ? null : new PlistData(scep.CaFingerprint) },
        { "KeyIsExtractable", false },
    };

    private static PlistDictionary Mdm(AppleMdmSpec mdm, Guid identity) => new()
    {
        { "IdentityCertificateUUID", PayloadUuid.Text(identity) },
        { "Topic", mdm.Topic },
        { "ServerURL", mdm.ServerUrl },
        { "CheckInURL", mdm.CheckInUrl },
        { "SignMessage", mdm.SignMessage },
        { "CheckOutWhenRemoved", mdm.CheckOutWhenRemoved },
        { "AccessRights", (int)mdm.AccessRights },
        { "ServerCapabilities", mdm.PerUserConnections ? new PlistArray([new PlistString(PayloadTypes.PerUserConnections)]) : null },
    };

    private static PlistString? Text(string? text) => text is null ? null : new PlistString(text);
}
