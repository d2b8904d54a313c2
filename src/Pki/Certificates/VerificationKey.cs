using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// A public key that verifies, made from a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). The keys of the last signers met are kept: making the runtime's
/// object takes longer than verifying with it. Never disposed of by its users; safe for concurrent use.
/// </summary>
internal sealed class VerificationKey
{
    private const int Slots = 256;

    // Arithmetic costs with the size of the key, which whoever sends it chooses.
    private const int MostRsaBits = 8192;
    private const int MostDsaBits = 4096;
    private static readonly VerificationKey?[] Kept = new VerificationKey?[Slots];
    private readonly byte[] _subjectPublicKeyInfo;

    private VerificationKey(byte[] subjectPublicKeyInfo, AsymmetricAlgorithm? key, string algorithm, ReadOnlyMemory<byte> parameters) =>
        (_subjectPublicKeyInfo, Key, Algorithm, Parameters) = (subjectPublicKeyInfo, key, algorithm, parameters);

    /// <summary>An <see cref="RSA"/>, <see cref="ECDsa"/>, <see cref="DSA"/>, <see cref="Ed25519"/> or <see cref="Ed448"/>; null where the key cannot verify here.</summary>
    public AsymmetricAlgorithm? Key { get; }

    /// <summary>The key's algorithm, an object identifier.</summary>
    public string Algorithm { get; }

    /// <summary>The algorithm's parameters as encoded; empty where they are absent.</summary>
    public ReadOnlyMemory<byte> Parameters { get; }

    /// <summary>RSA or DSA below 1024 bits, which has been factored. Up to 2047 bits is for historical mail (RFC 8551 §4.3, appendix B): verified, not made.</summary>
    public bool IsWeak => Key is RSA { KeySize: < 1024 } or DSA { KeySize: < 1024 };

    public static VerificationKey Of(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var hash = default(HashCode);
        hash.AddBytes(subjectPublicKeyInfo.Span);
        ref var slot = ref Kept[(uint)hash.ToHashCode() % Slots];
        // A slot is only ever replaced whole; the loser is left to the collector, since somebody may be verifying with it.
        var kept = Volatile.Read(ref slot);
        if (kept is null || !kept._subjectPublicKeyInfo.AsSpan().SequenceEqual(subjectPublicKeyInfo.Span))
        {
            kept = Read(subjectPublicKeyInfo.ToArray());
            Volatile.Write(ref slot, kept);
        }

        return kept;
    }

    private static VerificationKey Read(byte[] info)
    {
        var (algorithm, parameters, bits) = (string.Empty, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        try
        {
            var reader = new AsnReader(info, AsnEncodingRules.BER).ReadSequence();
            var identifier = reader.ReadSequence();
            algorithm = identifier.ReadObjectIdentifier();
            parameters = identifier.HasData ? identifier.ReadEncodedValue() : ReadOnlyMemory<byte>.Empty;
            bits = reader.ReadBitString(out _);
            return new(info, Import(algorithm, parameters, info, bits.Span), algorithm, parameters);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return new(info, null, algorithm, parameters);
        }
    }

    [SuppressMessage("Security", "CA5384", Justification = "Verifies old mail (RFC 4134); never signs.")]
    private static AsymmetricAlgorithm? Import(string algorithm, ReadOnlyMemory<byte> parameters, byte[] info, ReadOnlySpan<byte> bits)
    {
        switch (algorithm)
        {
            // RFC 4055 §1.2: id-RSASSA-PSS names an RSA key that only makes such signatures.
            case Oids.Rsa or Oids.RsaPss:
                return Import(RSA.Create(), bits, (rsa, key) => rsa.ImportRSAPublicKey(key, out _)) is { KeySize: <= MostRsaBits } rsa ? rsa : null;
            // RFC 5480 §2.1.1: the curve by its name; one spelt out could be anything (CVE-2020-0601).
            case Oids.EcPublicKey when IsObjectIdentifier(parameters):
                return Import(ECDsa.Create(), info, (ec, key) => ec.ImportSubjectPublicKeyInfo(key, out _));
            case Oids.Dsa:
                return Import(DSA.Create(), info, (dsa, key) => dsa.ImportSubjectPublicKeyInfo(key, out _)) is { KeySize: <= MostDsaBits } dsa ? dsa : null;
            case Oids.Ed25519:
                return Ed25519.FromSubjectPublicKeyInfo(info);
            case Oids.Ed448:
                return Ed448.FromSubjectPublicKeyInfo(info);
            default:
                return null;
        }
    }

    private static bool IsObjectIdentifier(ReadOnlyMemory<byte> parameters) => !parameters.IsEmpty && parameters.Span[0] == 0x06;

    private static T Import<T>(T key, ReadOnlySpan<byte> bytes, Importer<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key, bytes);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private delegate void Importer<in T>(T key, ReadOnlySpan<byte> bytes);
}
