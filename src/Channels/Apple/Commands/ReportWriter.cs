using Chancery.Channels.Apple.CheckIn;

namespace Chancery.Channels.Apple.Commands;

/// <summary>Writes connect messages, for the simulated devices.</summary>
public static class ReportWriter
{
    /// <summary>Writes one report.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Write(ConnectReport report)
    {
        var plist = new PlistDictionary();
        IdentifierFields.Add(plist, report.Ids);
        plist.Add("Status", report.Status.ToString());
        plist.Add("CommandUUID", Text(report.CommandUuid?.ToString("D")));
        if (report.Channel.IsUser)
        {
            plist.Add("NotOnConsole", report.NotOnConsole);
        }

        plist.Add("ErrorChain", report.ErrorChain.IsEmpty ? null : new PlistArray(report.ErrorChain.Select(Write)));
        plist.Add("ProfileList", report.Profiles is { } profiles ? new PlistArray(profiles.Select(Write)) : null);
        plist.Add("CertificateList", report.Certificates is { } certificates ? new PlistArray(certificates.Select(Write)) : null);
        plist.Add("QueryResponses", report.QueryResponses);
        plist.Add("SecurityInfo", report.SecurityInfo);
        return Plist.Write(plist);
    }

    private static PlistDictionary Write(ReportedError error) => new()
    {
        { "ErrorCode", new PlistInteger(error.Code) },
        { "ErrorDomain", error.Domain },
        { "LocalizedDescription", Text(error.Description) },
        { "USEnglishDescription", Text(error.Description) },
    };

    private static PlistDictionary Write(InstalledProfile profile) => new()
    {
        { "PayloadIdentifier", profile.PayloadIdentifier },
        { "PayloadUUID", Text(profile.PayloadUuid?.ToString("D")) },
        { "PayloadVersion", 1 },
        { "PayloadDisplayName", Text(profile.PayloadDisplayName) },
        { "PayloadOrganization", Text(profile.PayloadOrganization) },
        { "HasRemovalPasscode", false },
        { "IsEncrypted", profile.IsEncrypted },
        { "IsManaged", profile.IsManaged is { } managed ? new PlistBoolean(managed) : null },

        // Apple: not present where the profile is encrypted.
        { "PayloadContent", profile.IsEncrypted ? null : new PlistArray(profile.PayloadTypes.Select(PayloadOfType)) },
    };

    private static PlistDictionary PayloadOfType(string type) => new() { { "PayloadType", type }, { "PayloadVersion", 1 } };

    private static PlistDictionary Write(InstalledCertificate certificate) => new()
    {
        { "CommonName", certificate.CommonName ?? string.Empty },
        { "Data", certificate.Data },
        { "IsIdentity", certificate.IsIdentity },
    };

    private static PlistString? Text(string? text) => text is null ? null : new PlistString(text);
}
