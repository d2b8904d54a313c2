namespace Chancery.Pki;

/// <summary>
/// A certificate that passed every lint, down to the bytes that will be signed. Only <see cref="Linter"/> makes one and
/// <see cref="SigningAuthority"/> signs nothing else: "nothing is signed that was not linted" is held by the compiler.
/// </summary>
public sealed class LintedCertificate
{
    internal LintedCertificate(byte[] toBeSigned, SignatureAlgorithm algorithm, byte[] signerPublicKey, string? issuerSha256, string serialNumber, CertificateDraft draft) =>
        (ToBeSigned, Algorithm, SignerPublicKey, IssuerSha256, SerialNumber, Draft) = (toBeSigned, algorithm, signerPublicKey, issuerSha256, serialNumber, draft);

    /// <summary>The serial number, as <see cref="CertificateInfo.SerialNumber"/> spells it: what is recorded before the signature.</summary>
    public string SerialNumber { get; }

    /// <summary>What was asked for.</summary>
    public CertificateDraft Draft { get; }

    /// <summary>Whether it signs itself.</summary>
    public bool IsSelfSigned => IssuerSha256 is null;

    /// <summary>The TBSCertificate, DER: what was linted, and what will be signed.</summary>
    public ReadOnlyMemory<byte> ToBeSignedBytes => ToBeSigned;

    internal byte[] ToBeSigned { get; }

    internal SignatureAlgorithm Algorithm { get; }

    internal byte[] SignerPublicKey { get; }

    internal string? IssuerSha256 { get; }
}
