using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Domain;

namespace Chancery.Channels.Connectors;

/// <summary>
/// Work this connector cannot read: of a kind newer than it, or malformed. It stands in its place within a lease so that the other
/// pieces are done; it is only ever read, never written.
/// </summary>
public sealed record UnreadableWork : WorkBody
{
    /// <summary>What to answer: retryable, since another connector, or this one after its update, may do it.</summary>
    public WorkRefused Refusal { get; } = new(new Error("workKindUnknown", "kind"), Retryable: true);
}

/// <summary>Reads the body of leased work; one that cannot be read does not spoil the lease.</summary>
internal sealed class LeasedBodyConverter : JsonConverter<WorkBody>
{
    public override bool HandleNull => true;

    public override WorkBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var body = reader;
        reader.Skip();
        try
        {
            return JsonSerializer.Deserialize<WorkBody>(ref body, options) ?? new UnreadableWork();
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return new UnreadableWork();
        }
    }

    public override void Write(Utf8JsonWriter writer, WorkBody value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
