using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Chancery.Domain;

namespace Chancery.Channels.Apple;

/// <summary>One reading of one property list.</summary>
internal sealed class PlistReader
{
    private readonly XmlReader _xml;
    private readonly PlistLimits _limits;
    private int _values;

    private PlistReader(XmlReader xml, PlistLimits limits) => (_xml, _limits) = (xml, limits);

    public static Result<PlistValue> Read(byte[] bytes, PlistLimits limits)
    {
        // The DTD is skipped, not parsed: no entity it declares exists, nothing it names is fetched.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limits.MaxBytes,
            MaxCharactersFromEntities = 1024,
        };
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var xml = XmlReader.Create(stream, settings);
            return new PlistReader(xml, limits).ReadDocument();
        }
        catch (XmlException problem)
        {
            // Only the place: the parser's message may quote the document.
            return new Error("plistMalformed", Detail: $"not well-formed at line {problem.LineNumber}, position {problem.LinePosition}");
        }
        catch (PlistRefusedException refused)
        {
            return refused.Error;
        }
    }

    private PlistValue ReadDocument()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.LocalName != "plist" || _xml.IsEmptyElement)
        {
            throw Malformed("the document element is not plist");
        }

        _xml.Read();
        var value = ReadValue(0);
        if (Next() != XmlNodeType.EndElement)
        {
            throw Malformed("more than one outermost value");
        }

        // To the end, so that what follows is well-formed too.
        while (_xml.Read())
        {
        }

        return value;
    }

    /// <summary>Reads the element the reader stands on, and moves past it.</summary>
    private PlistValue ReadValue(int depth)
    {
        if (Next() != XmlNodeType.Element)
        {
            throw Malformed("a value is missing");
        }

        if (++_values > _limits.MaxValues)
        {
            throw new PlistRefusedException(new Error("plistTooLarge", Detail: $"more than {_limits.MaxValues} values"));
        }

        switch (_xml.LocalName)
        {
            case "dict":
                return ReadDictionary(Deeper(depth));
            case "array":
                return ReadArray(Deeper(depth));
            case var name:
                return Scalar(name, _xml.ReadElementContentAsString());
        }
    }

    private int Deeper(int depth) => depth < _limits.MaxDepth
        ? depth + 1
        : throw new PlistRefusedException(new Error("plistTooDeep", Detail: $"deeper than {_limits.MaxDepth}"));

    private PlistDictionary ReadDictionary(int depth)
    {
        var dictionary = new PlistDictionary();
        if (!Enter())
        {
            return dictionary;
        }

        while (Next() != XmlNodeType.EndElement)
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "key")
            {
                throw Malformed("a key is missing");
            }

            var key = _xml.ReadElementContentAsString();

            // Two values under one key could be read as one by us and as the other by someone else.
            if (dictionary[key] is not null)
            {
                throw Malformed("a key appears twice");
            }

            dictionary.Add(key, ReadValue(depth));
        }

        _xml.Read();
        return dictionary;
    }

    private PlistArray ReadArray(int depth)
    {
        var items = ImmutableArray.CreateBuilder<PlistValue>();
        if (Enter())
        {
            while (Next() != XmlNodeType.EndElement)
            {
                items.Add(ReadValue(depth));
            }

            _xml.Read();
        }

        return new PlistArray(items.DrainToImmutable());
    }

    /// <summary>Skips the white space between elements; that within a string is part of it, all of it if need be.</summary>
    private XmlNodeType Next() => _xml.MoveToContent();

    /// <summary>Moves into an element; false where it is empty, in which case the reader is past it.</summary>
    private bool Enter()
    {
        var empty = _xml.IsEmptyElement;
        _xml.Read();
        return !empty;
    }

    private PlistValue Scalar(string name, string text) => name switch
    {
        "string" => new PlistString(text),
        "true" or "false" when string.IsNullOrWhiteSpace(text) => new PlistBoolean(name == "true"),
        "integer" => new PlistInteger(ParseInteger(text.Trim())),
        "real" => new PlistReal(ParseReal(text.Trim())),
        "date" => new PlistDate(ParseDate(text.Trim())),
        "data" => new PlistData(ParseData(text)),
        _ => throw Malformed("an element that property lists do not have"),
    };

    private Int128 ParseInteger(string text)
    {
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text[1..] : text;
        var hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var parsed = hexadecimal
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var magnitude)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);
        Int128 value = negative ? -(Int128)magnitude : magnitude;
        return parsed && value >= long.MinValue ? value : throw Malformed("an integer that is none");
    }

    private double ParseReal(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        var number when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw Malformed("a real that is none"),
    };

    private DateTimeOffset ParseDate(string text) =>
        DateTimeOffset.TryParseExact(text, PlistWriter.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw Malformed("a date that is none");

    private byte[] ParseData(string text)
    {
        // Tolerates white space anywhere, as every writer breaks and indents its lines.
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : throw Malformed("data that is not base64");
    }

    private PlistRefusedException Malformed(string detail)
    {
        var line = (_xml as IXmlLineInfo)?.LineNumber ?? 0;
        return new PlistRefusedException(new Error("plistMalformed", Detail: $"{detail}, near line {line}"));
    }

    /// <summary>Leaves the recursion; never leaves <see cref="Read"/>.</summary>
    private sealed class PlistRefusedException(Error error) : Exception(error.Code)
    {
        public Error Error { get; } = error;
    }
}
