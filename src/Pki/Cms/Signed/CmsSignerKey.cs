using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// A certificate and its key, prepared to sign: everything of a signature that does not depend on the content is encoded once. Made once, used for
/// any number of messages, from any number of threads. It does not own certificate and key: they must live as long, and are disposed of by whoever
/// made them.
/// </summary>
public sealed class CmsSignerKey
{
    private readonly AsymmetricAlgorithm _key;

    private CmsSignerKey(X509Certificate2 certificate, AsymmetricAlgorithm key, SignatureScheme scheme, DigestAlgorithm digest, SignerEncoding encoding) =>
        (Certificate, _key, Scheme, DigestAlgorithm, Encoding) = (certificate, key, scheme, digest, encoding);

    /// <summary>The smallest RSA key that signs, in bits.</summary>
    public const int MinRsaBits = 2048;

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>How it signs.</summary>
    public SignatureScheme Scheme { get; }

    /// <summary>The digest of the content, and of what is signed.</summary>
    public HashAlgorithmName Digest => DigestAlgorithm.Hash;

    internal DigestAlgorithm DigestAlgorithm { get; }

    internal SignerEncoding Encoding { get; }

    /// <summary>Prepares a signer.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its private key: an <see cref="RSA"/> of at least <see cref="MinRsaBits"/> bits, an <see cref="ECDsa"/> on P-256, P-384 or
    /// P-521, or an <see cref="Ed25519"/>.</param>
    /// <param name="scheme">How to sign; null for what goes with the key, PKCS#1 v1.5 for RSA.</param>
    /// <param name="digest">SHA-256, SHA-384 or SHA-512; null for SHA-256 with RSA, for the curve's own with ECDSA (RFC 5753 §8), and for SHA-512,
    /// the only one, with Ed25519 (RFC 8419 §3.1).</param>
    /// <param name="byKeyIdentifier">Name the certificate by its subjectKeyIdentifier instead of issuer and serial number (RFC 5652 §5.3).</param>
    /// <returns>The signer; <c>signerUnsuitable</c>, <c>certificateMalformed</c>.</returns>
    public static PkiResult<CmsSignerKey> Create(
        X509Certificate2 certificate, AsymmetricAlgorithm key, SignatureScheme? scheme = null, HashAlgorithmName? digest = null, bool byKeyIdentifier = false) =>
        Hostile.Read(PkiErrorCode.CertificateMalformed, "The certificate cannot be read.", () =>
        {
            if (SignerChoice.Of(key, scheme, digest) is not { IsOk: true } choice)
            {
                return SignerChoice.Of(key, scheme, digest).Error!;
            }

            if (!KeyPairs.Matches(certificate, key))
            {
                return SignerChoice.Unsuitable("The key is not the certificate's.");
            }

            var (chosen, algorithm) = choice.Value;
            var encoding = SignerEncoding.Of(certificate, chosen, algorithm, byKeyIdentifier);
            return encoding is null
                ? SignerChoice.Unsuitable("The certificate has no subjectKeyIdentifier to be named by.")
                : PkiResult<CmsSignerKey>.Ok(new CmsSignerKey(certificate, key, chosen, algorithm, encoding));
        });

    /// <summary>Signs data, such as encoded attributes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) => _key switch
    {
        RSA rsa => rsa.SignData(data, Digest, Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
        ECDsa ec => ec.SignData(data, Digest, DSASignatureFormat.Rfc3279DerSequence),
        Ed25519 ed => ed.Sign(data),
        _ => throw new InvalidOperationException("No such key is prepared."),
    };
}
