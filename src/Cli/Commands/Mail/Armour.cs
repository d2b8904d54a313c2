using System.Security.Cryptography;
using System.Text;

namespace Chancery.Cli.Commands;

/// <summary>Takes PEM armour (RFC 7468) off.</summary>
internal static class Armour
{
    /// <returns>What every block with the label holds; the bytes as they are where there is none, for their reader to refuse.</returns>
    public static IReadOnlyList<byte[]> Unwrap(byte[] bytes, string label)
    {
        if (bytes.AsSpan().IndexOf("-----BEGIN "u8) < 0)
        {
            return [bytes];
        }

        var found = new List<byte[]>();
        var text = Encoding.ASCII.GetString(bytes).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(label))
            {
                found.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            }

            text = text[fields.Location.End..];
        }

        return found.Count > 0 ? found : [bytes];
    }
}
