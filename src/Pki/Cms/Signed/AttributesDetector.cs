using System.Buffers;

namespace Chancery.Pki;

/// <summary>Tells of a content that passes by whether it has the form of signed attributes. Keeps none that does not begin as a SET.</summary>
internal sealed class AttributesDetector
{
    private ArrayBufferWriter<byte>? _kept;
    private bool _begun;

    public bool LooksLikeAttributes => _kept is not null
        && (_kept.WrittenCount > SignedLimits.MaxAttributesBytes || SignedContentSource.IsSetOfAttributes(_kept.WrittenMemory));

    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (!_begun && piece[0] == 0x31)
        {
            _kept = new ArrayBufferWriter<byte>();
        }

        _begun = true;
        if (_kept?.WrittenCount <= SignedLimits.MaxAttributesBytes)
        {
            _kept.Write(piece);
        }
    }
}
