using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Channels.Connectors;

/// <summary>Reads lists of which no element is null: the one promise of nullable annotations that the serialiser does not keep.</summary>
internal sealed class ListConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        && !typeToConvert.GenericTypeArguments[0].IsValueType;

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Of<T> : JsonConverter<IReadOnlyList<T>>
        where T : class
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // An array of T is an array of T?: the annotation says nothing at run time, which is the very point of this class.
            var list = JsonSerializer.Deserialize<T[]>(ref reader, options) ?? throw new JsonException("A list is null.");
            return list.Contains(null) ? throw new JsonException("A list has a null in it.") : list;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
    }
}
