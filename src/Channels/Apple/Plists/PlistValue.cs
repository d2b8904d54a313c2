using System.Collections.Immutable;

namespace Chancery.Channels.Apple;

/// <summary>A value of a property list. Values compare by content.</summary>
public abstract record PlistValue
{
    private protected PlistValue()
    {
    }

    /// <summary>A string, as a value.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator PlistValue(string value) => new PlistString(value);

    /// <summary>A boolean, as a value.</summary>
    /// <param name="value">The truth.</param>
    public static implicit operator PlistValue(bool value) => new PlistBoolean(value);

    /// <summary>An integer, as a value.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PlistValue(int value) => new PlistInteger(value);

    /// <summary>Bytes, as a value.</summary>
    /// <param name="value">The bytes.</param>
    public static implicit operator PlistValue(byte[] value) => new PlistData(value);
}

/// <summary>A <c>&lt;string&gt;</c>.</summary>
/// <param name="Value">The text. Characters XML 1.0 cannot carry are written as U+FFFD.</param>
public sealed record PlistString(string Value) : PlistValue;

/// <summary>An <c>&lt;integer&gt;</c>.</summary>
/// <param name="Value">From -2^63 to 2^64-1, the range Apple's own reader takes.</param>
public sealed record PlistInteger(Int128 Value) : PlistValue;

/// <summary>A <c>&lt;real&gt;</c>.</summary>
/// <param name="Value">The number; not-a-number and the infinities included.</param>
public sealed record PlistReal(double Value) : PlistValue;

/// <summary>A <c>&lt;true/&gt;</c> or <c>&lt;false/&gt;</c>.</summary>
/// <param name="Value">The truth.</param>
public sealed record PlistBoolean(bool Value) : PlistValue;

/// <summary>A <c>&lt;date&gt;</c>.</summary>
/// <param name="Value">The instant; written in UTC, to the second, for that is all the format holds.</param>
public sealed record PlistDate(DateTimeOffset Value) : PlistValue;

/// <summary>A <c>&lt;data&gt;</c>.</summary>
/// <param name="Value">The bytes.</param>
public sealed record PlistData(byte[] Value) : PlistValue
{
    /// <summary>Whether both hold the same bytes.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(PlistData? other) => other is not null && Value.AsSpan().SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    /// <summary>The length alone: the bytes may be a key.</summary>
    public override string ToString() => $"PlistData {{ {Value.Length} bytes }}";
}

/// <summary>An <c>&lt;array&gt;</c>.</summary>
/// <param name="Items">The values, in order.</param>
public sealed record PlistArray(ImmutableArray<PlistValue> Items) : PlistValue
{
    /// <summary>An array of these values.</summary>
    /// <param name="items">The values, in order.</param>
    public PlistArray(IEnumerable<PlistValue> items)
        : this([.. items])
    {
    }

    /// <summary>Whether both hold equal values in the same order.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(PlistArray? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
}
