using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>RSASSA-PSS-params (RFC 4055 §3.1).</summary>
internal sealed record PssParameters(DigestAlgorithm Hash, DigestAlgorithm MaskHash, int SaltLength)
{
    /// <summary>Null where a hash or the mask function is not known here. Throws where the parameters cannot be read.</summary>
    public static PssParameters? Read(ReadOnlyMemory<byte> encoded)
    {
        // RFC 4055 §3.1: in a signature the parameters must be there; every field has a default.
        var parameters = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var hash = Read(parameters, 0) is { } hashField ? DigestAlgorithm.Find(hashField.ReadSequence().ReadObjectIdentifier()) : DigestAlgorithm.Sha1;
        var mask = Read(parameters, 1) is { } maskField ? ReadMask(maskField.ReadSequence()) : DigestAlgorithm.Sha1;
        var salt = 20;
        if (Read(parameters, 2) is { } saltField && !saltField.TryReadInt32(out salt))
        {
            throw new AsnContentException("The salt length is not a number.");
        }

        var trailer = 1;
        if (Read(parameters, 3) is { } trailerField && (!trailerField.TryReadInt32(out trailer) || trailer != 1))
        {
            throw new AsnContentException("The trailer field is not 1.");
        }

        parameters.ThrowIfNotEmpty();
        return hash is null || mask is null || salt is < 0 or > 1024 ? null : new PssParameters(hash, mask, salt);
    }

    private static DigestAlgorithm? ReadMask(AsnReader mask) =>
        mask.ReadObjectIdentifier() == Oids.Mgf1 ? DigestAlgorithm.Find(mask.ReadSequence().ReadObjectIdentifier()) : null;

    private static AsnReader? Read(AsnReader parameters, int field)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, field);
        return parameters.HasData && parameters.PeekTag().HasSameClassAndValue(tag) ? parameters.ReadSequence(tag) : null;
    }
}
