using System.Collections.Immutable;
using Chancery.Channels.Apple.CheckIn;
using Chancery.Domain;

namespace Chancery.Channels.Apple;

/// <summary>
/// Reads the fields of one message and keeps the first thing that is wrong, so that a reader is a plain list of its fields.
/// Strings are bounded, for they end up in rows, indexes and logs.
/// </summary>
internal sealed class MessageFields(PlistDictionary message)
{
    private const int LongestId = 256;
    private const int LongestText = 1024;

    public PlistDictionary Message => message;

    public Error? Error { get; private set; }

    /// <summary>The message <paramref name="read"/> makes of the fields, unless one of them is wrong.</summary>
    public Result<T> Finish<T>(Func<MessageFields, T> read)
    {
        var value = read(this);
        return Error is null ? value : Error;
    }

    public EnrollmentIds Ids()
    {
        var ids = new EnrollmentIds(
            Id("UDID"), Id("EnrollmentID"), Id("UserID"), Id("EnrollmentUserID"), Text("UserShortName"), Text("UserLongName"));
        if (ids.Udid is null && ids.EnrollmentId is null)
        {
            Missing("UDID");
        }

        return ids;
    }

    /// <summary>A string that may be absent; one of another type counts as absent.</summary>
    public string? Text(string key)
    {
        var text = message.Text(key);
        if (text is { Length: > LongestText })
        {
            Invalid(key, $"longer than {LongestText} characters");
            return null;
        }

        return text;
    }

    public string RequiredText(string key) => Present(key, Text(key), string.Empty);

    /// <summary>The text where it has one, as opposed to being empty: an empty identifier is no identifier.</summary>
    public string RequiredId(string key) => Present(key, Id(key), string.Empty);

    public byte[] RequiredData(string key) => Present(key, message.Data(key), []);

    public Guid RequiredUuid(string key)
    {
        var uuid = message.Uuid(key);
        if (uuid is null && message[key] is not null)
        {
            Invalid(key, "not a UUID");
        }

        return Present(key, uuid, Guid.Empty);
    }

    /// <summary>The strings within the array of a key; other values in it are passed over.</summary>
    public ImmutableArray<string> Texts(string key) => [.. (message.Array(key)?.Items ?? []).OfType<PlistString>().Select(item => item.Value)];

    public void Missing(string key) => Error ??= new Error("mdmFieldMissing", key);

    public void Invalid(string key, string detail) => Error ??= new Error("mdmFieldInvalid", key, detail);

    private string? Id(string key)
    {
        var text = message.Text(key);

        // A colon would make two channels of one ChannelKey.ToString.
        if (text is { Length: > LongestId } || text?.Any(character => char.IsControl(character) || character == ':') == true)
        {
            Invalid(key, "too long, or with characters no identifier has");
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private T Present<T>(string key, T? value, T otherwise)
        where T : class
    {
        if (value is null)
        {
            Missing(key);
        }

        return value ?? otherwise;
    }

    private Guid Present(string key, Guid? value, Guid otherwise)
    {
        if (value is null)
        {
            Missing(key);
        }

        return value ?? otherwise;
    }
}
