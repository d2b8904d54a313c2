using System.Text;
using Chancery.Domain;

namespace Chancery.Channels.Apple;

/// <summary>Apple's XML property lists, read from untrusted bytes and written for Apple's readers.</summary>
public static class Plist
{
    /// <summary>
    /// Reads an XML property list. Apple's DOCTYPE is accepted and never resolved; no entity but XML's five is known.
    /// Fails with <c>plistMalformed</c>, <c>plistTooLarge</c>, <c>plistTooDeep</c> or <c>plistBinaryUnsupported</c>.
    /// </summary>
    /// <param name="xml">The bytes, as they came.</param>
    /// <param name="limits">The limits; <see cref="PlistLimits.Default"/> where none are given.</param>
    public static Result<PlistValue> Parse(ReadOnlySpan<byte> xml, PlistLimits? limits = null)
    {
        limits ??= PlistLimits.Default;
        if (xml.Length > limits.MaxBytes)
        {
            return new Error("plistTooLarge", Detail: $"{xml.Length} bytes, at most {limits.MaxBytes}");
        }

        if (xml.StartsWith("bplist"u8))
        {
            return new Error("plistBinaryUnsupported");
        }

        return PlistReader.Read(xml.ToArray(), limits);
    }

    /// <summary>Reads a property list whose outermost value must be a dictionary, as those of MDM and of profiles all are.</summary>
    /// <param name="xml">The bytes, as they came.</param>
    /// <param name="limits">The limits; <see cref="PlistLimits.Default"/> where none are given.</param>
    public static Result<PlistDictionary> ParseDictionary(ReadOnlySpan<byte> xml, PlistLimits? limits = null)
    {
        var parsed = Parse(xml, limits);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        return parsed.Value is PlistDictionary dictionary ? dictionary : new Error("plistMalformed", Detail: "the outermost value is not a dict");
    }

    /// <summary>Writes a property list: UTF-8 without a byte order mark, Apple's DOCTYPE, keys in their order. The same value gives the same bytes.</summary>
    /// <param name="value">The value.</param>
    public static byte[] Write(PlistValue value) => Encoding.UTF8.GetBytes(PlistWriter.Write(value));
}
