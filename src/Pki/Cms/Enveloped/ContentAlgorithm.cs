using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>A contentEncryptionAlgorithm as read. A cipher not known here has no <see cref="Cipher"/>.</summary>
internal sealed record ContentAlgorithm(string Oid, CipherSpec? Cipher, ReadOnlyMemory<byte> Vector, int TagBytes)
{
    /// <summary>Reads an AlgorithmIdentifier. Throws where it cannot be read.</summary>
    public static ContentAlgorithm Read(AsnReader reader)
    {
        var fields = reader.ReadSequence();
        var oid = fields.ReadObjectIdentifier();
        return CipherSpec.Find(oid) switch
        {
            null => new(oid, null, default, 0),
            { Family: CipherFamily.AesGcm } cipher => ReadGcm(cipher, fields.ReadSequence()),
            { Family: CipherFamily.Rc2 } cipher => ReadRc2(cipher, fields.ReadSequence()),
            var cipher => new(oid, cipher, fields.ReadOctetString(), 0),
        };
    }

    public AlgorithmInfo Describe() => Cipher is null
        ? new(AlgorithmNames.OfCipher(Oid), Oid, 0, false)
        : new(Cipher.Name, Oid, Cipher.Family == CipherFamily.TripleDes ? 168 : Cipher.Family == CipherFamily.Des ? 56 : Cipher.KeyBytes * 8, Cipher.IsLegacy);

    /// <summary>Why such content is not opened, or null where it is.</summary>
    public PkiError? Refuse(DecryptionPolicy policy, bool authenticated)
    {
        if (Cipher is null)
        {
            return new(PkiErrorCode.CmsAlgorithmUnsupported, $"The content is encrypted with {AlgorithmNames.OfCipher(Oid)}.");
        }

        // RFC 5084 §1.1: GCM belongs in AuthEnvelopedData, CBC in EnvelopedData; one as the other would be opened unauthenticated.
        if (Cipher.Family == CipherFamily.AesGcm != authenticated)
        {
            return new(PkiErrorCode.CmsMalformed, $"{Cipher.Name} has no place in this type of message.");
        }

        if (Cipher.IsLegacy && !policy.AllowsLegacy)
        {
            return new(PkiErrorCode.CmsAlgorithmLegacy, $"The content is encrypted with {Cipher.Name}.");
        }

        return Vector.Length == Cipher.VectorBytes ? null : new(PkiErrorCode.CmsAlgorithmUnsupported, $"{Cipher.Name} with a nonce of {Vector.Length} octets.");
    }

    // RFC 5084 §3.2: aes-ICVlen, 12 where absent, 12 to 16.
    private static ContentAlgorithm ReadGcm(CipherSpec cipher, AsnReader parameters)
    {
        var nonce = parameters.ReadOctetString();
        var tagBytes = CipherSpec.NonceBytes;
        if (parameters.HasData && (!parameters.TryReadInt32(out tagBytes) || tagBytes is < 12 or > CipherSpec.TagBytes))
        {
            throw new AsnContentException("The length of the tag is none that is allowed.");
        }

        return new(cipher.Oid, cipher, nonce, tagBytes);
    }

    // RFC 3370 §5.2: the version is a code of the effective key bits below 256, and their number from there on.
    private static ContentAlgorithm ReadRc2(CipherSpec cipher, AsnReader parameters)
    {
        var version = parameters.TryReadInt32(out var number) ? number : 0;
        var bits = version switch { 160 => 40, 120 => 64, 58 => 128, _ => 0 };
        return bits == 0 ? new(cipher.Oid, null, default, 0)
            : new(cipher.Oid, cipher with { Name = $"RC2-{bits}-CBC", KeyBytes = bits / 8 }, parameters.ReadOctetString(), 0);
    }
}
