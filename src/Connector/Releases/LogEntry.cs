using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Connector.Releases;

/// <summary>What the log records.</summary>
internal enum LogKind
{
    /// <summary>Private keys are about to leave, sealed to a device.</summary>
    Release,

    /// <summary>A device key was bound to addresses.</summary>
    Bound,

    /// <summary>An enrolment ended.</summary>
    Ended,
}

/// <summary>
/// One line of the log: JSON, then a line feed. <c>hash</c> is SHA-256 over the previous line's hash and this line without its hash, so
/// that no line can be changed, left out or put in without every later one changing.
/// </summary>
internal sealed record LogEntry
{
    internal static readonly string Beginning = new('0', 64);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required long Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required LogKind Kind { get; init; }

    public required Guid EnrollmentId { get; init; }

    public string? DeviceKeyHash { get; init; }

    public IReadOnlyList<string>? Addresses { get; init; }

    public string? ItemId { get; init; }

    public string? Revision { get; init; }

    /// <summary>SHA-1 thumbprints of the certificates whose keys leave.</summary>
    public IReadOnlyList<string>? Certificates { get; init; }

    public string Previous { get; init; } = Beginning;

    public string? Hash { get; init; }

    /// <summary>The entry in its place behind another.</summary>
    internal LogEntry Chained(long sequence, string previous)
    {
        var open = this with { Sequence = sequence, Previous = previous, Hash = null };
        return open with { Hash = open.ComputeHash() };
    }

    internal bool Holds() => Hash is not null && Hash == (this with { Hash = null }).ComputeHash();

    internal byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    internal static LogEntry? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<LogEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string ComputeHash() => Convert.ToHexStringLower(
        SHA256.HashData([.. Encoding.ASCII.GetBytes(Previous), .. JsonSerializer.SerializeToUtf8Bytes(this, Json)]));
}
