using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Cli.Demo;

/// <summary>What the demo did, for programs: <c>report.json</c> (docs/report.schema.json).</summary>
internal sealed record DemoReport(
    int Version, IReadOnlyList<ReportedDevice> Devices, IReadOnlyList<ReportedMail> Mails, ReportedRetirement Retirement)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

/// <summary>A device and what it was given.</summary>
internal sealed record ReportedDevice(string Name, string Platform, string User, IReadOnlyList<ReportedDeployment> Deployments);

/// <summary>One certificate that an item carries; an item that carries several has a line for each.</summary>
internal sealed record ReportedDeployment(string Item, string Kind, string State, string Thumbprint);

/// <summary>A mail, and who could read it when it came.</summary>
internal sealed record ReportedMail(
    string File, string From, string To, bool Signed, IReadOnlyList<string> EncryptedTo, IReadOnlyList<string> OpenedBy, IReadOnlyList<string> RefusedBy);

/// <summary>What a device that was retired gave back, and which of its own certificates were revoked.</summary>
internal sealed record ReportedRetirement(string Device, IReadOnlyList<string> Removed, IReadOnlyList<string> Revoked);
