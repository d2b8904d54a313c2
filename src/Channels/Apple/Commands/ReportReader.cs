using System.Collections.Immutable;
using Chancery.Domain;

namespace Chancery.Channels.Apple.Commands;

/// <summary>
/// Reads connect messages. What a list holds beyond what we know, and an entry without what names it, is passed over: one odd
/// profile of somebody else must not keep ours from being verified.
/// </summary>
public static class ReportReader
{
    private const int MostErrors = 16;

    /// <summary>
    /// Reads one report. Fails with the codes of <see cref="Plist.Parse"/>, <c>reportStatusUnknown</c>, <c>mdmFieldMissing</c> or
    /// <c>mdmFieldInvalid</c>.
    /// </summary>
    /// <param name="body">The body, as it came.</param>
    public static Result<ConnectReport> Read(ReadOnlySpan<byte> body)
    {
        var parsed = Plist.ParseDictionary(body);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        var fields = new MessageFields(parsed.Value);
        var status = Status(fields.RequiredText("Status"));
        if (status is null)
        {
            return fields.Error ?? new Error("reportStatusUnknown", "Status");
        }

        return fields.Finish(it => Read(it, status.Value));
    }

    private static ConnectReport Read(MessageFields fields, ReportStatus status) => new()
    {
        Ids = fields.Ids(),
        Status = status,

        // Some clients repeat an empty one, or that of the last command, with Idle.
        CommandUuid = status == ReportStatus.Idle ? null : fields.RequiredUuid("CommandUUID"),
        ErrorChain = [.. (fields.Message.Dictionaries("ErrorChain") ?? []).Take(MostErrors).Select(ReadError)],
        Profiles = fields.Message.Dictionaries("ProfileList")?.Select(ReadProfile).OfType<InstalledProfile>().ToImmutableArray(),
        Certificates = fields.Message.Dictionaries("CertificateList")?.Select(ReadCertificate).OfType<InstalledCertificate>().ToImmutableArray(),
        QueryResponses = fields.Message.Dictionary("QueryResponses"),
        SecurityInfo = fields.Message.Dictionary("SecurityInfo"),
        NotOnConsole = fields.Message.Boolean("NotOnConsole") ?? false,
    };

    private static ReportStatus? Status(string status) => status switch
    {
        "Idle" => ReportStatus.Idle,
        "Acknowledged" => ReportStatus.Acknowledged,
        "Error" => ReportStatus.Error,
        "CommandFormatError" => ReportStatus.CommandFormatError,
        "NotNow" => ReportStatus.NotNow,
        _ => null,
    };

    private static ReportedError ReadError(PlistDictionary error) => new(
        Shorten(error.Text("ErrorDomain")) ?? string.Empty,
        error.Integer("ErrorCode") ?? 0,
        Shorten(error.Text("USEnglishDescription") ?? error.Text("LocalizedDescription")));

    private static string? Shorten(string? text) => text is { Length: > 1024 } ? text[..1024] : text;

    private static InstalledProfile? ReadProfile(PlistDictionary profile) => profile.Text("PayloadIdentifier") is not { Length: > 0 and <= 1024 } identifier
        ? null
        : new InstalledProfile
        {
            PayloadIdentifier = identifier,
            PayloadUuid = profile.Uuid("PayloadUUID"),
            PayloadDisplayName = profile.Text("PayloadDisplayName"),
            PayloadOrganization = profile.Text("PayloadOrganization"),
            IsManaged = profile.Boolean("IsManaged"),
            IsEncrypted = profile.Boolean("IsEncrypted") ?? false,
            PayloadTypes = [.. (profile.Dictionaries("PayloadContent") ?? []).Select(payload => payload.Text("PayloadType")).OfType<string>()],
        };

    private static InstalledCertificate? ReadCertificate(PlistDictionary certificate) => certificate.Data("Data") is { } data
        ? new InstalledCertificate(certificate.Text("CommonName"), data, certificate.Boolean("IsIdentity") ?? false)
        : null;
}
