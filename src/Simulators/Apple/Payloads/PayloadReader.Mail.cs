using Chancery.Channels.Apple;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

internal static partial class PayloadReader
{
    // The on/off keys of com.apple.eas.account, by Apple's schema; each must be a boolean where it stands.
    private static readonly string[] AccountSwitches =
    [
        "SSL", "OAuth", "OverridePreviousPassword", "PreventMove", "PreventAppSheet", "disableMailRecentsSyncing", "allowMailDrop",
        "EnableMail", "EnableContacts", "EnableCalendars", "EnableReminders", "EnableNotes",
        "EnableMailUserOverridable", "EnableContactsUserOverridable", "EnableCalendarsUserOverridable", "EnableRemindersUserOverridable",
        "EnableNotesUserOverridable",
        "SMIMEEnabled", "SMIMESigningEnabled", "SMIMESigningUserOverrideable", "SMIMESigningCertificateUUIDUserOverrideable",
        "SMIMEEncryptByDefault", "SMIMEEncryptByDefaultUserOverrideable", "SMIMEEncryptionCertificateUUIDUserOverrideable",
        "SMIMEEnableEncryptionPerMessageSwitch", "SMIMEEncryptionEnabled", "SMIMEEnablePerMessageSwitch",
    ];

    private static readonly string[] AccountServices = ["EnableMail", "EnableContacts", "EnableCalendars", "EnableReminders", "EnableNotes"];

    private static Outcome<Payload> Account(PayloadHeader header, PlistDictionary payload, FieldReader fields)
    {
        foreach (var key in AccountSwitches)
        {
            _ = fields.Boolean(key, otherwise: false);
        }

        // "Required for noninteractive installations like MDM" (Apple's schema).
        var userName = fields.Text("UserName");
        var account = new MailAccount
        {
            PayloadIdentifier = header.Identifier,
            PayloadUuid = header.Uuid,
            DisplayName = header.DisplayName ?? string.Empty,
            Host = fields.OptionalText("Host"),
            Ssl = fields.Boolean("SSL", otherwise: false),
            UserName = userName,
            EmailAddress = fields.OptionalText("EmailAddress") ?? userName,
            Signs = fields.Boolean("SMIMESigningEnabled", otherwise: false),
            EncryptsByDefault = fields.Boolean("SMIMEEncryptByDefault", fields.Boolean("SMIMEEncryptionEnabled", otherwise: false)),
            HasPerMessageSwitch =
                fields.Boolean("SMIMEEnableEncryptionPerMessageSwitch", fields.Boolean("SMIMEEnablePerMessageSwitch", otherwise: false)),
        };
        fields.Require(
            fields.Integer("MailNumberOfPastDaysToSync", 7) is 0 or 1 or 3 or 7 or 14 or 31,
            DeviceErrors.UnsupportedValue("MailNumberOfPastDaysToSync", header.Type));
        fields.Require(
            AccountServices.Any(key => fields.Boolean(key, otherwise: true)) || payload["EnableMail"] is null,
            DeviceErrors.UnsupportedValue("EnableMail", header.Type));
        var signing = fields.OptionalUuid("SMIMESigningCertificateUUID");
        var encryption = fields.OptionalUuid("SMIMEEncryptionCertificateUUID");
        return fields.Error is { } error ? error : new AccountPayload(header, account, signing, encryption);
    }

    private static Outcome<Payload> Preference(PayloadHeader header, FieldReader fields, bool forSigning)
    {
        var preference = new PreferencePayload(header, fields.Text("Name"), forSigning, fields.Uuid("PayloadCertificateUUID"));
        return fields.Error is { } error ? error : preference;
    }
}
