using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The signed attributes of SCEP messages (RFC 8894 §3.2.1).</summary>
internal static class ScepAttributes
{
    public const int NonceBytes = 16;

    /// <summary>The longest transaction identifier taken; clients send a hash in hexadecimal or less.</summary>
    public const int MaxTransactionId = 256;

    public static AsnEncodedData Number(string oid, int value) => Text(oid, value.ToString(CultureInfo.InvariantCulture));

    public static AsnEncodedData Text(string oid, string value, UniversalTagNumber type = UniversalTagNumber.PrintableString)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(type, value);
        return new AsnEncodedData(oid, writer.Encode());
    }

    public static AsnEncodedData Nonce(string oid, ReadOnlySpan<byte> value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(value);
        return new AsnEncodedData(oid, writer.Encode());
    }

    public static string? ReadText(ImmutableDictionary<string, byte[]> attributes, string oid) =>
        attributes.TryGetValue(oid, out var value) ? ReadString(value) : null;

    public static int? ReadNumber(ImmutableDictionary<string, byte[]> attributes, string oid) =>
        int.TryParse(ReadText(attributes, oid), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static byte[]? ReadNonce(ImmutableDictionary<string, byte[]> attributes, string oid) =>
        attributes.TryGetValue(oid, out var value) ? new AsnReader(value, AsnEncodingRules.BER).ReadOctetString() : null;

    /// <summary>Any character string: the RFC says PrintableString, clients write others too.</summary>
    public static string ReadString(ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER);
        return reader.ReadCharacterString((UniversalTagNumber)reader.PeekTag().TagValue);
    }
}
