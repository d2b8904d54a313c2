using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A generator for the runtime's builders that signs with a fixed algorithm, or only keeps what it was asked to sign.</summary>
internal sealed class FixedSignatureGenerator(SignatureAlgorithm algorithm, PublicKey publicKey, AsymmetricAlgorithm? key) : X509SignatureGenerator
{
    /// <summary>The last bytes it was asked to sign.</summary>
    public byte[] ToBeSigned { get; private set; } = [];

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => algorithm.Identifier;

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        ToBeSigned = data;
        // Without a key: one octet of nothing. Such bytes are read by the lints and thrown away.
        return key is null ? [0] : algorithm.Sign(data, key);
    }

    protected override PublicKey BuildPublicKey() => publicKey;
}
