using System.Runtime.InteropServices;

namespace Chancery.Mail.Reading;

/// <summary>Memory as what the libraries want.</summary>
internal static class Bytes
{
    public static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
