using System.Text;

namespace Chancery.Directories;

/// <summary>
/// The certificates of a vCard: its KEY properties (RFC 6350 §6.8.1, as a data URI), and those of vCard 2.1 and 3.0 (RFC 2426 §3.7.2, base64 in the
/// value), which is what address books export.
/// </summary>
internal static class ContactFile
{
    private const int MaxKeys = 1000;

    public static IReadOnlyList<byte[]> Certificates(ReadOnlySpan<byte> file)
    {
        var found = new List<byte[]>();
        foreach (var line in Unfold(Encoding.UTF8.GetString(file)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && IsKey(line[..colon]) && Base64Of(line[..colon], line[(colon + 1)..]) is { } bytes && found.Count < MaxKeys)
            {
                found.Add(bytes);
            }
        }

        return found;
    }

    // RFC 6350 §3.2: a line that starts with white space goes on from the one before.
    private static List<string> Unfold(string text)
    {
        var lines = new List<StringBuilder>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] is ' ' or '\t' && lines.Count > 0)
            {
                lines[^1].Append(line.AsSpan(1).Trim());
            }
            else
            {
                lines.Add(new StringBuilder(line));
            }
        }

        return lines.ConvertAll(line => line.ToString());
    }

    // A property may belong to a group: item1.KEY.
    private static bool IsKey(string property)
    {
        var name = property.Split(';')[0];
        return name[(name.LastIndexOf('.') + 1)..].Equals("KEY", StringComparison.OrdinalIgnoreCase);
    }

    private static byte[]? Base64Of(string property, string value)
    {
        var comma = value.IndexOf(";base64,", StringComparison.OrdinalIgnoreCase);
        var encoded = value.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && comma > 0 ? value[(comma + ";base64,".Length)..]
            : property.Contains("ENCODING=", StringComparison.OrdinalIgnoreCase) || property.Contains("BASE64", StringComparison.OrdinalIgnoreCase) ? value
            : null;
        var bytes = new byte[(encoded?.Length ?? 0) * 3 / 4 + 3];
        return encoded is not null && Convert.TryFromBase64String(encoded, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
