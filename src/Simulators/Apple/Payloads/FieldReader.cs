using Chancery.Channels.Apple;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>
/// Reads the fields of a payload as strictly as iOS does: a missing key and a key of the wrong type are different errors, and the
/// first error wins. A value read after an error is a default, never to be used.
/// </summary>
internal sealed class FieldReader(PlistDictionary fields, string of)
{
    public DeviceError? Error { get; private set; }

    public string Text(string key) => Required(key, Typed<PlistString>(key)?.Value, string.Empty);

    public string? OptionalText(string key) => Typed<PlistString>(key)?.Value;

    public byte[] Data(string key) => Required(key, Typed<PlistData>(key)?.Value, []);

    public byte[]? OptionalData(string key) => Typed<PlistData>(key)?.Value;

    public bool Boolean(string key, bool otherwise) => Typed<PlistBoolean>(key)?.Value ?? otherwise;

    public long Integer(string key, long otherwise)
    {
        if (Typed<PlistInteger>(key) is not { Value: var value })
        {
            return otherwise;
        }

        return value >= long.MinValue && value <= long.MaxValue ? (long)value : Fail(DeviceErrors.UnsupportedValue(key, of), otherwise);
    }

    public PlistDictionary Dictionary(string key) => Required(key, Typed<PlistDictionary>(key), new PlistDictionary());

    public PlistArray? OptionalArray(string key) => Typed<PlistArray>(key);

    /// <summary>A UUID in a string. Apple's schema gives a pattern for those that refer to payloads.</summary>
    public Guid Uuid(string key) => Required(key, OptionalUuid(key), default);

    public Guid? OptionalUuid(string key)
    {
        var text = OptionalText(key);
        if (text is null || Guid.TryParseExact(text, "D", out var uuid))
        {
            return text is null ? null : Guid.ParseExact(text, "D");
        }

        return Fail<Guid?>(DeviceErrors.UnsupportedValue(key, of), null);
    }

    public Uri HttpsUrl(string key)
    {
        var text = Text(key);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? url
            : Fail(DeviceErrors.UnsupportedValue(key, of), new Uri("https://invalid.invalid/"));
    }

    public void Require(bool condition, DeviceError otherwise)
    {
        if (!condition)
        {
            Fail(otherwise, false);
        }
    }

    private T? Typed<T>(string key)
        where T : PlistValue =>
        fields[key] switch
        {
            null => null,
            T value => value,
            _ => Fail<T?>(DeviceErrors.BadType(key, of), null),
        };

    private T Required<T>(string key, T? value, T otherwise)
        where T : class =>
        value ?? Fail(DeviceErrors.MissingField(key, of), otherwise);

    private Guid Required(string key, Guid? value, Guid otherwise) => value ?? Fail(DeviceErrors.MissingField(key, of), otherwise);

    private T Fail<T>(DeviceError error, T otherwise)
    {
        Error ??= error;
        return otherwise;
    }
}
