using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Chancery.Channels.Apple;

/// <summary>
/// A <c>&lt;dict&gt;</c>: keys in the order they were added, which is the order they are written in (same facts, same bytes).
/// Two dictionaries are equal whatever their order. The typed readers return null both for a key that is absent and for a value
/// of another type: what clients send is read leniently, and a reader that needs the value names the key in its error.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The property list's own word.")]
public sealed record PlistDictionary : PlistValue, IEnumerable<KeyValuePair<string, PlistValue>>
{
    private readonly OrderedDictionary<string, PlistValue> _entries = new(StringComparer.Ordinal);

    /// <summary>How many keys there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The value of a key, or null.</summary>
    /// <param name="key">The key; case matters.</param>
    public PlistValue? this[string key] => _entries.GetValueOrDefault(key);

    /// <summary>Adds a key. A null value adds nothing: an optional key is simply not written.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, or null.</param>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, PlistValue? value)
    {
        if (value is not null)
        {
            _entries.Add(key, value);
        }
    }

    /// <summary>The text of a string key.</summary>
    /// <param name="key">The key.</param>
    public string? Text(string key) => (this[key] as PlistString)?.Value;

    /// <summary>The number of an integer key that fits 64 bits, signed.</summary>
    /// <param name="key">The key.</param>
    public long? Integer(string key) => this[key] is PlistInteger(var value) && value >= long.MinValue && value <= long.MaxValue ? (long)value : null;

    /// <summary>The truth of a boolean key; also of the strings "true" and "false", which some clients send.</summary>
    /// <param name="key">The key.</param>
    public bool? Boolean(string key) => this[key] switch
    {
        PlistBoolean(var value) => value,
        PlistString(var text) when bool.TryParse(text, out var value) => value,
        _ => null,
    };

    /// <summary>The bytes of a data key.</summary>
    /// <param name="key">The key.</param>
    public byte[]? Data(string key) => (this[key] as PlistData)?.Value;

    /// <summary>The instant of a date key.</summary>
    /// <param name="key">The key.</param>
    public DateTimeOffset? Date(string key) => (this[key] as PlistDate)?.Value;

    /// <summary>The UUID that a string key spells, in either case.</summary>
    /// <param name="key">The key.</param>
    public Guid? Uuid(string key) => Guid.TryParseExact(Text(key), "D", out var value) ? value : null;

    /// <summary>The dictionary of a key.</summary>
    /// <param name="key">The key.</param>
    public PlistDictionary? Dictionary(string key) => this[key] as PlistDictionary;

    /// <summary>The array of a key.</summary>
    /// <param name="key">The key.</param>
    public PlistArray? Array(string key) => this[key] as PlistArray;

    /// <summary>The dictionaries within the array of a key; other values in it are passed over. Null without such an array.</summary>
    /// <param name="key">The key.</param>
    public IEnumerable<PlistDictionary>? Dictionaries(string key) => Array(key)?.Items.OfType<PlistDictionary>();

    /// <summary>Whether both hold the same keys with equal values, in any order.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(PlistDictionary? other) =>
        other is not null && Count == other.Count && _entries.All(entry => entry.Value.Equals(other[entry.Key]));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _entries.Aggregate(Count, (hash, entry) => hash ^ HashCode.Combine(StringComparer.Ordinal.GetHashCode(entry.Key), entry.Value));

    /// <summary>The keys alone: the values may be secret.</summary>
    public override string ToString() => $"PlistDictionary {{ {string.Join(", ", Keys)} }}";

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PlistValue>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
