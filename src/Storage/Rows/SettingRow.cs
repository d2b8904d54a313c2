namespace Chancery.Storage;

/// <summary>A setting of the server, e.g. the hash of the administrator's token. Never a secret itself.</summary>
public sealed class SettingRow : IVersioned
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    public string Value { get; set; } = "";

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
