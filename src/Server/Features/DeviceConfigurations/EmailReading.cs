using Chancery.Domain;
using Chancery.Server.Graph;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>Reads the e-mail profile: <c>iosEasEmailProfileConfiguration</c> and ours, which has the same properties (facts of Intune 4.1, 9.5).</summary>
internal static class EmailReading
{
    /// <summary>The navigations and what they are written as.</summary>
    internal const string SigningBind = "smimeSigningCertificate@odata.bind";

    /// <inheritdoc cref="SigningBind"/>
    internal const string EncryptionBind = "smimeEncryptionCertificate@odata.bind";

    internal static EmailSettings Read(GraphReader reader, ProfileType type)
    {
        // Intune's switches are off unless set; a profile of our own type is made to sign.
        var plain = new EmailSettings { HostName = "", AccountName = "", SmimeSigningEnabled = type.IsOurs, SmimeEnablePerMessageSwitch = type.IsOurs };
        return plain with
        {
            HostName = HostName(reader),
            AccountName = reader.RequiredText("accountName"),
            UsernameSource = reader.Member<UsernameSource>("usernameSource") ?? plain.UsernameSource,
            EmailAddressSource = reader.Member<EmailAddressSource>("emailAddressSource") ?? plain.EmailAddressSource,
            RequireSsl = reader.Flag("requireSsl") ?? plain.RequireSsl,
            UseOAuth = reader.Flag("useOAuth") ?? plain.UseOAuth,
            PastDaysToSync = Days(reader.Member<EmailSyncDuration>("durationOfEmailToSync")),
            BlockMovingMessagesToOtherEmailAccounts = reader.Flag("blockMovingMessagesToOtherEmailAccounts") ?? false,
            BlockSendingEmailFromThirdPartyApps = reader.Flag("blockSendingEmailFromThirdPartyApps") ?? false,
            BlockSyncingRecentlyUsedEmailAddresses = reader.Flag("blockSyncingRecentlyUsedEmailAddresses") ?? false,
            SmimeSigningEnabled = reader.Flag("smimeSigningEnabled") ?? plain.SmimeSigningEnabled,
            SmimeSigningUserOverrideEnabled = reader.Flag("smimeSigningUserOverrideEnabled") ?? false,
            SmimeSigningCertificateUserOverrideEnabled = reader.Flag("smimeSigningCertificateUserOverrideEnabled") ?? false,
            SmimeEncryptByDefaultEnabled = reader.Flag("smimeEncryptByDefaultEnabled") ?? false,
            SmimeEncryptByDefaultUserOverrideEnabled = reader.Flag("smimeEncryptByDefaultUserOverrideEnabled") ?? false,
            SmimeEncryptionCertificateUserOverrideEnabled = reader.Flag("smimeEncryptionCertificateUserOverrideEnabled") ?? false,
            SmimeEnablePerMessageSwitch = reader.Flag("smimeEnablePerMessageSwitch") ?? plain.SmimeEnablePerMessageSwitch,
            SigningProfileId = Bound(reader, SigningBind),
            EncryptionProfileId = Bound(reader, EncryptionBind),
        };
    }

    private static string HostName(GraphReader reader)
    {
        var host = reader.RequiredText("hostName");
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.Fail("hostName", "A host name is expected, without scheme or path.");
        }

        return host;
    }

    /// <summary>The profile a bind names: <c>…/deviceConfigurations('id')</c>, <c>(id)</c> or <c>/id</c>; the root before it is not looked at.</summary>
    private static Guid? Bound(GraphReader reader, string name)
    {
        if (reader.Text(name, 512) is not { Length: > 0 } url)
        {
            return null;
        }

        const string Collection = "deviceConfigurations";
        var start = url.LastIndexOf(Collection, StringComparison.OrdinalIgnoreCase);
        if (start >= 0 && Guid.TryParse(url[(start + Collection.Length)..].Trim('/', '(', ')', '\''), out var id))
        {
            return id;
        }

        reader.Fail(name, "A reference is written {root}/deviceManagement/deviceConfigurations('{id}').");
        return null;
    }

    private static int Days(EmailSyncDuration? duration) => duration switch
    {
        EmailSyncDuration.OneDay => 1,
        EmailSyncDuration.ThreeDays => 3,
        EmailSyncDuration.TwoWeeks => 14,
        EmailSyncDuration.OneMonth => 31,
        EmailSyncDuration.Unlimited => 0,
        _ => 7,
    };

    private enum EmailSyncDuration
    {
        UserDefined,
        OneDay,
        ThreeDays,
        OneWeek,
        TwoWeeks,
        OneMonth,
        Unlimited,
    }
}
