namespace Chancery.Storage;

/// <summary>A piece of work to be queued.</summary>
public sealed record WorkRequest
{
    /// <summary>Its identifier, where the caller has one already.</summary>
    public Guid? Id { get; init; }

    /// <summary>The body's discriminator, e.g. <c>sealProfile</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, e.g. <c>seal:device:item:revision</c>: while a piece with this key is open, no second is made.</summary>
    public required string SubjectKey { get; init; }

    /// <summary>The body as JSON of the connector's protocol.</summary>
    public required string BodyJson { get; init; }

    /// <summary>What the server needs again to apply the outcome, as JSON.</summary>
    public string? ContextJson { get; init; }

    /// <summary>Higher goes first: 0 for reconciliation, 10 where somebody is waiting.</summary>
    public int Priority { get; init; }

    /// <summary>Not before; null: now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Not after: for a request that is held. Null: it never loses its sense.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How often it may be leased before it is given up.</summary>
    public int MostAttempts { get; init; } = 10;
}

/// <summary>A piece of work that has its outcome.</summary>
/// <param name="Work">The work, its body as it was sent.</param>
/// <param name="Repeated">The same result came before, and was applied then: a connector that missed the answer sends it again.</param>
public sealed record CompletedWork(WorkRow Work, bool Repeated);

/// <summary>A piece of work that did not come off.</summary>
/// <param name="Work">The work as it is now: queued again, or failed for good.</param>
/// <param name="Repeated">The same report came before, and was applied then.</param>
public sealed record FailedWork(WorkRow Work, bool Repeated)
{
    /// <summary>Whether it was given up, so that the caller must apply the failure.</summary>
    public bool GivenUp => Work.State == WorkState.Failed && !Repeated;
}
