namespace Chancery.Mail.Mime;

/// <summary>One header field as it stands in a message: nothing copied, nothing decoded.</summary>
/// <param name="Name">The name, as written.</param>
/// <param name="Raw">The whole field with its folded lines and last line break.</param>
/// <param name="Value">What follows the colon, likewise.</param>
internal readonly record struct RawField(string Name, ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Value)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it belongs to the body rather than to the message (RFC 9788 §1.1.1, "structural").</summary>
    public bool IsStructural => Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || Is("MIME-Version");
}
