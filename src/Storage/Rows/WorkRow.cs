namespace Chancery.Storage;

/// <summary>Where a piece of work stands.</summary>
public enum WorkState
{
    /// <summary>Waits for a connector.</summary>
    Queued,

    /// <summary>A connector has it, under a lease.</summary>
    Leased,

    /// <summary>Its outcome is here.</summary>
    Done,

    /// <summary>Given up: it was refused for good, failed too often, came too late, or was cancelled.</summary>
    Failed,
}

/// <summary>A piece of work for a connector. <see cref="WorkQueue"/> alone changes its state.</summary>
public sealed class WorkRow
{
    /// <summary>Identifier; the connector answers the same for the same one.</summary>
    public Guid Id { get; set; }

    /// <summary>The kind, as the body's discriminator names it, e.g. <c>sealProfile</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it is about. Of two open pieces with one key, the second is not made.</summary>
    public string SubjectKey { get; set; } = "";

    /// <summary>The body as JSON of the connector's protocol. Emptied when the work is finished: it may hold what only the moment needed.</summary>
    public string BodyJson { get; set; } = "";

    /// <summary>What the server needs again to apply the outcome, as JSON; not sent to the connector.</summary>
    public string? ContextJson { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkState State { get; set; }

    /// <summary>Higher goes first: somebody is waiting.</summary>
    public int Priority { get; set; }

    /// <summary>Not before.</summary>
    public DateTimeOffset DueDateTime { get; set; }

    /// <summary>Not after: nobody waits for it any more. Null: it never loses its sense.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>How often it was leased.</summary>
    public int Attempts { get; set; }

    /// <summary>How often it may be leased before it is given up.</summary>
    public int MostAttempts { get; set; }

    /// <summary>The token of the current lease.</summary>
    public string? LeaseToken { get; set; }

    /// <summary>When the current lease ends.</summary>
    public DateTimeOffset? LeaseExpires { get; set; }

    /// <summary>The connector that has it, or had it last.</summary>
    public Guid? ConnectorId { get; set; }

    /// <summary>The outcome as JSON of the connector's protocol.</summary>
    public string? OutcomeJson { get; set; }

    /// <summary>Why it was given up, or what the last attempt met: a code of the catalogue.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>A fact that helps; never a secret.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset? FinishedDateTime { get; set; }
}
