using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The entries of a revocation list, as encoded, found by serial number without taking each apart.</summary>
internal sealed class CrlEntries
{
    // 2.5.29.x in DER, without the last octet; x is below 128 for all that matter.
    private static readonly byte[] CertificateExtension = [0x06, 0x03, 0x55, 0x1D];
    private const byte ReasonCode = 21;
    private const byte InvalidityDate = 24;
    private const byte CertificateIssuer = 29;

    private readonly ReadOnlyMemory<byte> _entries;

    // The upper half of a key is a hash of the serial number, the lower half where its entry begins.
    private readonly ulong[] _index;

    // Where an entry names the issuer of its certificate, which then holds for those after it (RFC 5280 §5.3.3).
    private readonly List<(int Entry, int Start, int Length)> _issuers = [];

    public CrlEntries(ReadOnlyMemory<byte> encodedSequence)
    {
        if (encodedSequence.IsEmpty)
        {
            _index = [];
            return;
        }

        AsnDecoder.ReadSequence(encodedSequence.Span, AsnEncodingRules.DER, out var start, out var length, out _);
        _entries = encodedSequence.Slice(start, length);
        _index = ReadIndex();
        Array.Sort(_index);
    }

    public int Count => _index.Length;

    public bool HasUnknownCritical { get; private set; }

    /// <summary>The entry of a certificate, if it is there. An entry is of the list's issuer's certificates unless it or one before it names another.</summary>
    public CrlEntry? Find(ReadOnlySpan<byte> serialNumber, NameKey certificateIssuer, NameKey listIssuer)
    {
        var hash = (ulong)Hash(serialNumber) << 32;
        var first = Array.BinarySearch(_index, hash);
        for (var place = first < 0 ? ~first : first; place < _index.Length && _index[place] >> 32 == hash >> 32; place++)
        {
            var offset = (int)(_index[place] & uint.MaxValue);
            if (SerialAt(offset).SequenceEqual(serialNumber) && IsOf(offset, certificateIssuer, listIssuer))
            {
                return CrlEntry.Read(_entries.Slice(offset, LengthAt(offset)));
            }
        }

        return null;
    }

    /// <summary>Every entry, taken apart, in the order of the list.</summary>
    public IEnumerable<CrlEntry> All()
    {
        for (var offset = 0; offset < _entries.Length; offset += LengthAt(offset))
        {
            yield return CrlEntry.Read(_entries.Slice(offset, LengthAt(offset)));
        }
    }

    private ulong[] ReadIndex()
    {
        // The shortest entry has a serial number of one octet and a UTCTime: 20 octets.
        var index = new List<ulong>(_entries.Length / 34);
        var offset = 0;
        while (offset < _entries.Length)
        {
            var entry = _entries.Span[offset..];
            AsnDecoder.ReadSequence(entry, AsnEncodingRules.DER, out var start, out var length, out var consumed);
            var fields = entry.Slice(start, length);
            var serial = AsnDecoder.ReadIntegerBytes(fields, AsnEncodingRules.DER, out var serialLength);
            var time = AsnDecoder.ReadEncodedValue(fields[serialLength..], AsnEncodingRules.DER, out _, out _, out var timeLength);
            if (!DerTime.IsTime(time))
            {
                throw new CryptographicException("An entry has no date.");
            }

            var extensions = serialLength + timeLength;
            if (extensions < length)
            {
                ScanExtensions(fields[extensions..], offset, offset + start + extensions);
            }

            index.Add(((ulong)Hash(serial) << 32) | (uint)offset);
            offset += consumed;
        }

        return [.. index];
    }

    private void ScanExtensions(ReadOnlySpan<byte> encoded, int entry, int position)
    {
        AsnDecoder.ReadSequence(encoded, AsnEncodingRules.DER, out var start, out var length, out var consumed);
        if (consumed != encoded.Length)
        {
            throw new CryptographicException("An entry has more than its extensions.");
        }

        var end = start + length;
        while (start < end)
        {
            AsnDecoder.ReadSequence(encoded[start..end], AsnEncodingRules.DER, out var inner, out var innerLength, out var extension);
            ScanExtension(encoded.Slice(start + inner, innerLength), entry, position + start + inner);
            start += extension;
        }
    }

    private void ScanExtension(ReadOnlySpan<byte> fields, int entry, int position)
    {
        AsnDecoder.ReadEncodedValue(fields, AsnEncodingRules.DER, out _, out _, out var oidLength);
        var (value, critical) = (oidLength, false);
        if (value < fields.Length && fields[value] == (byte)UniversalTagNumber.Boolean)
        {
            critical = AsnDecoder.ReadBoolean(fields[value..], AsnEncodingRules.DER, out var flagLength);
            value += flagLength;
        }

        var name = fields[..oidLength];
        var number = name.Length == 5 && name[..4].SequenceEqual(CertificateExtension) ? name[4] : (byte)0;
        HasUnknownCritical |= critical && number is not (ReasonCode or InvalidityDate or CertificateIssuer);
        if (number == CertificateIssuer)
        {
            _issuers.Add((entry, position + value, fields.Length - value));
        }
    }

    private bool IsOf(int offset, NameKey certificateIssuer, NameKey listIssuer)
    {
        var place = _issuers.BinarySearch((offset, int.MaxValue, int.MaxValue));
        place = (place < 0 ? ~place : place) - 1;
        if (place < 0)
        {
            return certificateIssuer.Equals(listIssuer);
        }

        var (_, start, length) = _issuers[place];
        var value = new AsnReader(_entries.Slice(start, length), AsnEncodingRules.DER).ReadOctetString();
        return GeneralName.ReadAll(new AsnReader(value, AsnEncodingRules.DER).ReadSequence()).Any(name => certificateIssuer.Equals(name.Directory));
    }

    private int LengthAt(int offset)
    {
        AsnDecoder.ReadEncodedValue(_entries.Span[offset..], AsnEncodingRules.DER, out _, out _, out var consumed);
        return consumed;
    }

    private ReadOnlySpan<byte> SerialAt(int offset)
    {
        AsnDecoder.ReadSequence(_entries.Span[offset..], AsnEncodingRules.DER, out var start, out var length, out _);
        return AsnDecoder.ReadIntegerBytes(_entries.Span.Slice(offset + start, length), AsnEncodingRules.DER, out _);
    }

    // FNV-1a; entries that collide are compared one by one.
    private static uint Hash(ReadOnlySpan<byte> serialNumber)
    {
        var hash = 2166136261u;
        foreach (var octet in serialNumber)
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return hash;
    }
}
