using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Storage;

namespace Chancery.Server.Connectors;

/// <summary>Work of the connector's protocol as rows of the queue.</summary>
internal static class Works
{
    /// <summary>The priority of work that a held request waits for.</summary>
    internal const int SomebodyWaits = 10;

    /// <summary>A request for work.</summary>
    internal static WorkRequest Request(WorkBody body, string subjectKey) => new()
    {
        Kind = Kind(body),
        SubjectKey = subjectKey,
        BodyJson = JsonSerializer.Serialize(body, ConnectorJson.Options),
    };

    /// <summary>The body of a row.</summary>
    internal static WorkBody Body(WorkRow row) => JsonSerializer.Deserialize<WorkBody>(row.BodyJson, ConnectorJson.Options)!;

    /// <summary>An outcome as it is kept.</summary>
    internal static string Json(WorkOutcome outcome) => JsonSerializer.Serialize(outcome, ConnectorJson.Options);

    /// <summary>The outcome of a finished row.</summary>
    internal static WorkOutcome Outcome(WorkRow row) => JsonSerializer.Deserialize<WorkOutcome>(row.OutcomeJson!, ConnectorJson.Options)!;

    private static string Kind(WorkBody body) => body switch
    {
        CreateEnrollmentWork => "createEnrollment",
        ScepWork => "scep",
        ImportPfxWork => "importPfx",
        SealProfileWork => "sealProfile",
        RevokeCertificateWork => "revokeCertificate",
        EndBindingWork => "endBinding",
        _ => throw new ArgumentOutOfRangeException(nameof(body)),
    };
}
