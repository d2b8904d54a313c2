using System.Text.Json.Serialization;

namespace Chancery.Pki;

/// <summary>The JSON inside a <see cref="SealedImport"/>: part of the format, so names and version stay.</summary>
internal sealed record SealedImportJson(int Version, byte[]? Pfx, string? Password, string? Owner, string[]? Former, string? Purpose)
{
    public override string ToString() => $"SealedImportJson {{ {Version}, {Purpose} }}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SealedImportJson))]
internal sealed partial class SealedImportJsonContext : JsonSerializerContext;
