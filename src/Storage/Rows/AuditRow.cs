namespace Chancery.Storage;

/// <summary>
/// One line of the audit log, written in the transaction of the change it tells of. Each holds the hash of the one before it, so that a line changed,
/// removed or slipped in shows (<see cref="AuditVerifier"/>).
/// </summary>
public sealed class AuditRow
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset DateTime { get; set; }

    /// <summary>Who, e.g. <c>admin</c>, <c>device:…</c>, <c>connector:…</c>, <c>server</c>.</summary>
    public string Actor { get; set; } = "";

    /// <summary>What, e.g. <c>userPfxCertificate.imported</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary>The kind of thing it was done to, e.g. <c>user</c>.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>Which one.</summary>
    public string TargetId { get; set; } = "";

    /// <summary>Facts, as JSON; never a secret.</summary>
    public string DetailJson { get; set; } = "{}";

    /// <summary>The request it came by.</summary>
    public string? RequestId { get; set; }

    /// <summary>The hash of the line before it; 32 zero bytes for the first.</summary>
    public byte[] PreviousHash { get; set; } = [];

    /// <summary>SHA-256 over the line and <see cref="PreviousHash"/> (<see cref="AuditHash"/>).</summary>
    public byte[] Hash { get; set; } = [];
}

/// <summary>The end of the audit log: one row, whose lock puts appends in order, and which betrays lines cut off the end.</summary>
public sealed class AuditHeadRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>The number of lines.</summary>
    public long Sequence { get; set; }

    /// <summary>The last line's hash.</summary>
    public byte[] Hash { get; set; } = [];
}
