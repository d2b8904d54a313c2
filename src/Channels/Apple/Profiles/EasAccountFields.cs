namespace Chancery.Channels.Apple.Profiles;

/// <summary>
/// The keys of <c>com.apple.eas.account</c>. Every S/MIME key is always written, false ones too, so that a switch turned off is
/// turned off on the device. Three keys have an older twin, each written with the value of its successor: <c>SMIMEEnabled</c>
/// (until iOS 10), <c>SMIMEEncryptionEnabled</c> and <c>SMIMEEnablePerMessageSwitch</c> (until iOS 12); newer systems ignore them.
/// Apple spells <c>Overrideable</c> here, and <c>Overridable</c> in the Enable... keys.
/// </summary>
internal static class EasAccountFields
{
    public static PlistDictionary Write(EasAccountPayload payload)
    {
        var account = payload.Account;
        return new()
        {
            { "Host", account.Host },
            { "SSL", account.Ssl },
            { "UserName", account.UserName },
            { "EmailAddress", account.EmailAddress },
            { "OAuth", account.OAuth },
            { "MailNumberOfPastDaysToSync", account.PastDaysToSync },
            { "PreventMove", account.PreventMove },
            { "PreventAppSheet", account.PreventAppSheet },
            { "disableMailRecentsSyncing", account.DisableMailRecentsSyncing },
            { "SMIMEEnabled", account.SigningEnabled || account.EncryptByDefault || account.PerMessageSwitch },
            { "SMIMESigningEnabled", account.SigningEnabled },
            { "SMIMESigningCertificateUUID", Uuid(payload.SigningCertificateUuid) },
            { "SMIMESigningUserOverrideable", account.SigningUserOverrideable },
            { "SMIMESigningCertificateUUIDUserOverrideable", account.SigningCertificateUserOverrideable },
            { "SMIMEEncryptByDefault", account.EncryptByDefault },
            { "SMIMEEncryptionEnabled", account.EncryptByDefault },
            { "SMIMEEncryptByDefaultUserOverrideable", account.EncryptByDefaultUserOverrideable },
            { "SMIMEEncryptionCertificateUUID", Uuid(payload.EncryptionCertificateUuid) },
            { "SMIMEEncryptionCertificateUUIDUserOverrideable", account.EncryptionCertificateUserOverrideable },
            { "SMIMEEnableEncryptionPerMessageSwitch", account.PerMessageSwitch },
            { "SMIMEEnablePerMessageSwitch", account.PerMessageSwitch },
        };
    }

    /// <summary>Reads an account; a key that is missing has the default of Apple's schema, and the older twins are ignored, as iOS 12 ignores them.</summary>
    public static EasAccountPayload Read(PlistDictionary plist, string identifier, Guid uuid)
    {
        bool On(string key) => plist.Boolean(key) ?? false;
        var account = new AppleEasAccountSpec
        {
            PayloadIdentifier = identifier,
            PayloadUuid = uuid,
            AccountName = plist.Text("PayloadDisplayName") ?? string.Empty,
            Host = plist.Text("Host") ?? string.Empty,
            Ssl = On("SSL"),
            UserName = plist.Text("UserName") ?? string.Empty,
            EmailAddress = plist.Text("EmailAddress") ?? string.Empty,
            OAuth = On("OAuth"),
            PastDaysToSync = (int)Math.Clamp(plist.Integer("MailNumberOfPastDaysToSync") ?? 7, 0, 31),
            PreventMove = On("PreventMove"),
            PreventAppSheet = On("PreventAppSheet"),
            DisableMailRecentsSyncing = On("disableMailRecentsSyncing"),
            SigningEnabled = On("SMIMESigningEnabled"),
            SigningUserOverrideable = On("SMIMESigningUserOverrideable"),
            SigningCertificateUserOverrideable = On("SMIMESigningCertificateUUIDUserOverrideable"),
            EncryptByDefault = On("SMIMEEncryptByDefault"),
            EncryptByDefaultUserOverrideable = On("SMIMEEncryptByDefaultUserOverrideable"),
            EncryptionCertificateUserOverrideable = On("SMIMEEncryptionCertificateUUIDUserOverrideable"),
            PerMessageSwitch = On("SMIMEEnableEncryptionPerMessageSwitch"),
        };
        return new EasAccountPayload(account, plist.Uuid("SMIMESigningCertificateUUID"), plist.Uuid("SMIMEEncryptionCertificateUUID"))
        {
            PayloadIdentifier = identifier,
            PayloadUuid = uuid,
            PayloadDisplayName = plist.Text("PayloadDisplayName"),
        };
    }

    private static PlistString? Uuid(Guid? uuid) => uuid is { } value ? new PlistString(PayloadUuid.Text(value)) : null;
}
