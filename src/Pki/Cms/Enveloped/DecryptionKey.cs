using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A certificate and its private key, prepared for opening envelopes. Meant to be kept between messages; safe for use by several threads at
/// once where the key is.</summary>
public sealed class DecryptionKey : IDisposable
{
    private readonly bool _ownsAgreement;

    internal DecryptionKey(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        Certificate = certificate;
        Rsa = key as RSA;
        Agreement = key as ECDiffieHellman;
        if (key is ECDsa ec)
        {
            (Agreement, _ownsAgreement) = (ToAgreement(ec), true);
        }

        Curve = Agreement?.ExportParameters(false).Curve;
    }

    /// <summary>The certificate, as given; it stays the caller's.</summary>
    public X509Certificate2 Certificate { get; }

    internal RSA? Rsa { get; }

    internal ECDiffieHellman? Agreement { get; }

    internal ECCurve? Curve { get; }

    /// <summary>Prepares a key.</summary>
    /// <param name="certificate">The certificate that messages name.</param>
    /// <param name="key">Its private key: an <see cref="RSA"/>, an <see cref="ECDiffieHellman"/>, or an <see cref="ECDsa"/> that can be exported. It stays
    /// the caller's, and must stay usable as long as this.</param>
    /// <returns>The prepared key, the caller's to dispose of; <c>keyUnsupported</c> for other kinds of key and other curves; <c>keyMismatch</c> where the
    /// certificate is another key's.</returns>
    public static PkiResult<DecryptionKey> Create(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        if (key is not (RSA or ECDiffieHellman or ECDsa))
        {
            return PkiResult<DecryptionKey>.Fail(PkiErrorCode.KeyUnsupported, "The key is neither RSA nor on a curve.");
        }

        return Hostile.Read(PkiErrorCode.KeyUnsupported, "The key, or its certificate's, cannot be used.", () =>
            certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())
                ? PkiResult<DecryptionKey>.Ok(new(certificate, key))
                : PkiResult<DecryptionKey>.Fail(PkiErrorCode.KeyMismatch, "The certificate is another key's."));
    }

    /// <summary>Forgets the key; what was given stays.</summary>
    public void Dispose()
    {
        if (_ownsAgreement)
        {
            Agreement?.Dispose();
        }
    }

    // The runtime has no way from a signature key to the same key for agreement but through its numbers.
    private static ECDiffieHellman ToAgreement(ECDsa key)
    {
        var parameters = key.ExportParameters(true);
        try
        {
            return ECDiffieHellman.Create(parameters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
