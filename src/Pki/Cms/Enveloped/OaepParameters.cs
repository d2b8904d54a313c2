using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>RSAES-OAEP-params as read (RFC 4055 §4.1), by the names of hashes that <see cref="Hashes"/> has.</summary>
internal sealed record OaepParameters(string Hash, string MaskHash, ReadOnlyMemory<byte> Label)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    /// <summary>The padding where the runtime has it: one hash for both, and no label.</summary>
    public RSAEncryptionPadding? Padding => Hash == MaskHash && Label.IsEmpty && Hash != Hashes.Sha224
        ? RSAEncryptionPadding.CreateOaep(new HashAlgorithmName(Hash))
        : null;

    public string Description =>
        $"RSA-OAEP ({Hashes.Spell(Hash)}, MGF1 {Hashes.Spell(MaskHash)}{(Label.IsEmpty ? "" : $", label of {Label.Length} octets")})";

    /// <summary>Reads the parameters, which may be absent altogether. Throws where they cannot be read.</summary>
    /// <returns>The parameters, or null where a hash or the mask generation function is not known here.</returns>
    public static OaepParameters? Read(AsnReader algorithm)
    {
        // What is absent is SHA-1, MGF1 with SHA-1, and the empty label.
        string? hash = Hashes.Sha1, mask = Hashes.Sha1;
        ReadOnlyMemory<byte> label = default;
        var fields = algorithm.HasData && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? algorithm.ReadSequence() : null;
        if (IsNext(fields, Context0))
        {
            hash = Hashes.Find(fields!.ReadSequence(Context0).ReadSequence().ReadObjectIdentifier());
        }

        if (IsNext(fields, Context1))
        {
            var function = fields!.ReadSequence(Context1).ReadSequence();
            mask = function.ReadObjectIdentifier() == Oids.Mgf1 ? Hashes.Find(function.ReadSequence().ReadObjectIdentifier()) : null;
        }

        if (IsNext(fields, Context2))
        {
            var source = fields!.ReadSequence(Context2).ReadSequence();
            hash = source.ReadObjectIdentifier() == Oids.PSpecified ? hash : null;
            label = source.ReadOctetString();
        }

        return hash is null || mask is null ? null : new(hash, mask, label);
    }

    private static bool IsNext(AsnReader? fields, Asn1Tag tag) => fields is { HasData: true } && fields.PeekTag().HasSameClassAndValue(tag);
}
