namespace Chancery.Pki;

/// <summary>What reading a PKCS#12 file may cost. The runtime's own loader refuses the 600,000 iterations that current tools write, hence ours.</summary>
/// <param name="MaxBytes">The largest file, in bytes.</param>
/// <param name="MaxIterations">The most iterations of one key derivation.</param>
/// <param name="MaxTotalIterations">The most iterations of all key derivations of the file together.</param>
/// <param name="MaxKeys">The most private keys.</param>
/// <param name="MaxCertificates">The most certificates.</param>
/// <param name="MaxDepth">The deepest nesting of safe contents (RFC 7292 §4.2.6).</param>
public sealed record Pkcs12Limits(int MaxBytes, int MaxIterations, int MaxTotalIterations, int MaxKeys, int MaxCertificates, int MaxDepth)
{
    /// <summary>Whether Ed25519 and X25519 keys (RFC 8410) are read. Where not, they are <c>keyUnsupported</c>: no device takes them.</summary>
    public bool Rfc8410Keys { get; init; }

    /// <summary>
    /// For imports: 1 MiB; a million iterations for one derivation (OpenSSL and NSS write up to 600,000); twelve million in all, which is a history
    /// of 17 keys at 600,000 and about ten seconds of one core; 100 keys, 300 certificates, 4 levels.
    /// </summary>
    public static Pkcs12Limits Import { get; } = new(1024 * 1024, 1_000_000, 12_000_000, 100, 300, 4);

    /// <summary>For a person's own files, read to sign and decrypt on this machine: the same, and keys of every kind.</summary>
    public static Pkcs12Limits Personal { get; } = Import with { Rfc8410Keys = true };
}
