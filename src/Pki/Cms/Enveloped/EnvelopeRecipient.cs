using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// A certificate prepared for encryption: its key read, its identifier encoded. Meant to be kept between messages; safe for use by several threads
/// at once.
/// </summary>
public sealed class EnvelopeRecipient : IDisposable
{
    private const int MinRsaBits = 2048;

    private EnvelopeRecipient(X509Certificate2 certificate, KeyManagement keyManagement, RSA? rsa, ECDiffieHellman? agreement)
    {
        (Certificate, KeyManagement, Rsa, Agreement) = (certificate, keyManagement, rsa, agreement);
        Spec = KeyManagementSpec.Of(keyManagement);
        AgreementKey = agreement?.PublicKey;
        Curve = agreement?.ExportParameters(false).Curve ?? default;
        Identifier = CmsNames.IssuerAndSerialNumber(certificate);
    }

    /// <summary>The certificate, as given; it stays the caller's.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>How content keys are brought to it.</summary>
    public KeyManagement KeyManagement { get; }

    internal RSA? Rsa { get; }

    internal ECDiffieHellman? Agreement { get; }

    internal ECDiffieHellmanPublicKey? AgreementKey { get; }

    internal ECCurve Curve { get; }

    internal KeyManagementSpec Spec { get; }

    internal byte[] Identifier { get; }

    /// <summary>Prepares a certificate.</summary>
    /// <param name="certificate">A certificate with an RSA key of 2048 to 16384 bits, or a key on P-256, P-384 or P-521. Whether it is to be trusted,
    /// and in force, is for the caller to have decided.</param>
    /// <param name="keyManagement">How content keys are brought to it; null for the most widely read: RSA PKCS#1 v1.5 for RSA, and for curves ECDH with
    /// the KDF and wrap that match their strength (RFC 5753 §8).</param>
    /// <returns>The recipient, the caller's to dispose of; <c>recipientUnsuitable</c> with the reason: a short key, another kind of key (X25519 and
    /// ML-KEM by name), key management of another kind of key, or a keyUsage (RFC 5280 §4.2.1.3) without keyEncipherment (RSA) or keyAgreement
    /// (curves).</returns>
    public static PkiResult<EnvelopeRecipient> Create(X509Certificate2 certificate, KeyManagement? keyManagement = null)
    {
        var created = CreateForAnyUsage(certificate, keyManagement);
        if (created.IsOk && ForbiddenBy(certificate, created.Value.Rsa is not null) is { } reason)
        {
            created.Value.Dispose();
            return Unsuitable(reason);
        }

        return created;
    }

    /// <summary>The same whatever the keyUsage says: the device certificates of SCEP and of profiles are encrypted to as they come.</summary>
    internal static PkiResult<EnvelopeRecipient> CreateForAnyUsage(X509Certificate2 certificate, KeyManagement? keyManagement) =>
        Hostile.Read(PkiErrorCode.RecipientUnsuitable, "The certificate's key cannot be read.", () => certificate.PublicKey.Oid.Value switch
        {
            Oids.Rsa => CreateRsa(certificate, keyManagement ?? KeyManagement.RsaPkcs1),
            Oids.EcPublicKey or Oids.EcDiffieHellman => CreateEc(certificate, keyManagement),
            var other => Unsuitable($"The key is {AlgorithmNames.OfKey(other ?? "of no kind")}; RSA keys and keys on P-256, P-384 and P-521 are encrypted to."),
        });

    /// <summary>Forgets the key; the certificate stays.</summary>
    public void Dispose()
    {
        Rsa?.Dispose();
        Agreement?.Dispose();
    }

    private static PkiResult<EnvelopeRecipient> CreateRsa(X509Certificate2 certificate, KeyManagement keyManagement)
    {
        var key = certificate.PublicKey.GetRSAPublicKey()!;
        string? reason = key.KeySize < MinRsaBits ? $"The RSA key has {key.KeySize} bits, fewer than {MinRsaBits}."
            : keyManagement > KeyManagement.RsaOaepSha512 ? "An RSA key agrees on nothing." : null;
        if (reason is null)
        {
            return new EnvelopeRecipient(certificate, keyManagement, key, null);
        }

        key.Dispose();
        return Unsuitable(reason);
    }

    private static PkiResult<EnvelopeRecipient> CreateEc(X509Certificate2 certificate, KeyManagement? keyManagement)
    {
        var key = EcKeys.PublicKeyOf(certificate);
        if (key is null || keyManagement <= KeyManagement.RsaOaepSha512)
        {
            var reason = key is null ? "The key is not on P-256, P-384 or P-521." : "A key on a curve transports nothing.";
            key?.Dispose();
            return Unsuitable(reason);
        }

        return new EnvelopeRecipient(certificate, keyManagement ?? ByCurve(key.KeySize), null, key);
    }

    // RFC 5753 §8 names SHA-256 with AES-128 for P-256 and pairs of like strength above; AES-256 wraps content keys of every length.
    private static KeyManagement ByCurve(int bits) => bits switch
    {
        256 => KeyManagement.EcdhSha256Aes256,
        384 => KeyManagement.EcdhSha384Aes256,
        _ => KeyManagement.EcdhSha512Aes256,
    };

    private static string? ForbiddenBy(X509Certificate2 certificate, bool isRsa)
    {
        var needed = isRsa ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.KeyAgreement;
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? needed;
        return usage.HasFlag(needed) ? null : $"The certificate's key usage is without {(isRsa ? "keyEncipherment" : "keyAgreement")}.";
    }

    private static PkiResult<EnvelopeRecipient> Unsuitable(string reason) => PkiResult<EnvelopeRecipient>.Fail(PkiErrorCode.RecipientUnsuitable, reason);
}
