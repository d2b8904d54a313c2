using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// A public key as a certificate has it (RFC 5280 §4.1.2.7). DSA keys may lack parameters, which they inherit from their issuer (§6.1.4 (c)).
/// </summary>
internal sealed record PathKey(string Algorithm, ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> Bits, ReadOnlyMemory<byte> Info)
{
    private static ReadOnlySpan<byte> DerNull => [5, 0];

    /// <summary>Whether this key verifies nothing until its parameters are known.</summary>
    public bool LacksParameters => Algorithm == Oids.Dsa && (Parameters.IsEmpty || Parameters.Span.SequenceEqual(DerNull));

    public static PathKey Read(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var fields = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        var algorithm = fields.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var parameters = algorithm.HasData ? algorithm.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty;
        algorithm.ThrowIfNotEmpty();
        var bits = fields.ReadBitString(out _);
        fields.ThrowIfNotEmpty();
        return new(oid, parameters, bits, subjectPublicKeyInfo);
    }

    /// <summary>This key as it works below an issuer's: with inherited parameters where it has none and both are DSA.</summary>
    public PathKey Below(PathKey issuer) =>
        LacksParameters && issuer.Algorithm == Algorithm && !issuer.LacksParameters ? WithParameters(issuer.Parameters) : this;

    private PathKey WithParameters(ReadOnlyMemory<byte> parameters)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Algorithm);
                writer.WriteEncodedValue(parameters.Span);
            }

            writer.WriteBitString(Bits.Span);
        }

        return this with { Parameters = parameters, Info = writer.Encode() };
    }
}
