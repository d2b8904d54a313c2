using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>A keyEncryptionAlgorithm of ECDH (RFC 5753 §7.1.4): the KDF's hash, and the wrap with its AlgorithmIdentifier as encoded.</summary>
internal sealed record AgreementScheme(string Hash, string Wrap, ReadOnlyMemory<byte> WrapAlgorithm)
{
    // The curves used here have the cofactor 1, with which both primitives are the same (SEC 1 §3.3.2).
    private static readonly Dictionary<string, string> Schemes = new()
    {
        [Oids.EcdhSha1] = Hashes.Sha1,
        [Oids.EcdhSha224] = Hashes.Sha224,
        [Oids.EcdhSha256] = "SHA256",
        [Oids.EcdhSha384] = "SHA384",
        [Oids.EcdhSha512] = "SHA512",
        [Oids.EcdhCofactorSha1] = Hashes.Sha1,
        [Oids.EcdhCofactorSha224] = Hashes.Sha224,
        [Oids.EcdhCofactorSha256] = "SHA256",
        [Oids.EcdhCofactorSha384] = "SHA384",
        [Oids.EcdhCofactorSha512] = "SHA512",
    };

    /// <summary>The length of the key-encryption key; 0 for a wrap not known here.</summary>
    public int WrapKeyBytes => Wrap switch
    {
        Oids.Aes128Wrap => 16,
        Oids.Aes192Wrap or Oids.TripleDesWrap => 24,
        Oids.Aes256Wrap => 32,
        _ => 0,
    };

    public string Description => $"{Hashes.Spell(Hash)} KDF, {WrapName}";

    private string WrapName => Wrap switch
    {
        Oids.TripleDesWrap => "3DES key wrap",
        _ => WrapKeyBytes == 0 ? $"key wrap {Wrap}" : $"AES-{WrapKeyBytes * 8} key wrap",
    };

    /// <summary>Reads a keyEncryptionAlgorithm. Throws where it cannot be read.</summary>
    /// <returns>The scheme, or null where it is not ECDH with the X9.63 KDF.</returns>
    public static AgreementScheme? Read(ReadOnlyMemory<byte> algorithm)
    {
        var fields = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
        if (!Schemes.TryGetValue(fields.ReadObjectIdentifier(), out var hash))
        {
            return null;
        }

        var wrap = fields.ReadEncodedValue();
        return new(hash, new AsnReader(wrap, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier(), wrap);
    }
}
