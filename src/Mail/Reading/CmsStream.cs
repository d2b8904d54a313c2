using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Chancery.Mail.Reading;

/// <summary>Finds the CMS object in a message too large to be held: binary, PEM, or the base64 body of an <c>application/pkcs7-mime</c> entity.</summary>
internal static class CmsStream
{
    private const int LongestHead = 64 * 1024;

    /// <summary>Wraps a stream so that it reads as the CMS object.</summary>
    /// <returns>The object; null where the bytes are no such message.</returns>
    public static Stream? Find(Stream message)
    {
        var buffered = new BufferedStream(message, LongestHead);
        var head = new ArrayBufferWriter<byte>();
        var first = buffered.ReadByte();
        if (first == 0x30)
        {
            return new Prefixed(0x30, buffered);
        }

        for (var next = first; next >= 0 && head.WrittenCount < LongestHead; next = buffered.ReadByte())
        {
            head.GetSpan(1)[0] = (byte)next;
            head.Advance(1);
            if (next == '\n' && Ends(head.WrittenSpan) is { } found)
            {
                return found.IsCms ? found.IsBase64 ? new Base64Body(buffered) : buffered : null;
            }
        }

        return null;
    }

    // PEM begins after its first line, an entity's body after the blank one.
    private static (bool IsCms, bool IsBase64)? Ends(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("-----BEGIN "u8))
        {
            var label = head["-----BEGIN "u8.Length..];
            return (label.StartsWith("CMS-----"u8) || label.StartsWith("PKCS7-----"u8), true);
        }

        if (!head.EndsWith("\n\n"u8) && !head.EndsWith("\n\r\n"u8))
        {
            return null;
        }

        var view = Mime.MimeView.Of(head.ToArray());
        var encoding = view.Header.First("Content-Transfer-Encoding") is { } field ? Encoding.Latin1.GetString(field.Value.Span).Trim() : "";
        return (
            view.Is("application", "pkcs7-mime") || view.Is("application", "x-pkcs7-mime"), encoding.Equals("base64", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>One byte, and then a stream.</summary>
    private sealed class Prefixed(byte first, Stream rest) : ReadingStream
    {
        private bool _isFirstRead;

        public override int Read(Span<byte> buffer)
        {
            if (_isFirstRead || buffer.IsEmpty)
            {
                return rest.Read(buffer);
            }

            _isFirstRead = true;
            buffer[0] = first;
            return 1;
        }
    }

    /// <summary>Base64 in lines, to the end or to a line that is none (PEM's last, a boundary).</summary>
    private sealed class Base64Body(Stream text) : ReadingStream
    {
        private readonly byte[] _line = new byte[4096];
        private readonly byte[] _decoded = new byte[3072];
        private int _at;
        private int _end;
        private bool _isOver;

        public override int Read(Span<byte> buffer)
        {
            while (_at == _end && !_isOver)
            {
                Fill();
            }

            var count = Math.Min(buffer.Length, _end - _at);
            _decoded.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        private void Fill()
        {
            var length = 0;
            while (length < _line.Length)
            {
                var next = text.ReadByte();
                if (next is < 0 or '-')
                {
                    _isOver = true;
                    break;
                }

                if (next is not ('\r' or '\n' or ' ' or '\t'))
                {
                    _line[length++] = (byte)next;
                }
            }

            (_at, _end) = (0, 0);
            if (length > 0 && (Base64.DecodeFromUtf8(_line.AsSpan(0, length), _decoded, out _, out _end) != OperationStatus.Done))
            {
                throw new FormatException("Not base64.");
            }
        }
    }

    private abstract class ReadingStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public abstract override int Read(Span<byte> buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
