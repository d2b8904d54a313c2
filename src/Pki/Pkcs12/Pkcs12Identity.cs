using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A private key of a PKCS#12 file with the certificate that certifies it: matched by the public key, never by a name.</summary>
public sealed class Pkcs12Identity : IDisposable
{
    internal Pkcs12Identity(X509Certificate2 certificate, AsymmetricAlgorithm key, ImmutableArray<X509Certificate2> chain, string? friendlyName) =>
        (Certificate, Key, Chain, FriendlyName) = (certificate, key, chain, friendlyName);

    /// <summary>The certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The key: an <see cref="RSA"/> or an <see cref="ECDsa"/>; where <see cref="Pkcs12Limits.Rfc8410Keys"/> allows, an <see cref="Ed25519"/> or
    /// an <see cref="X25519"/>.</summary>
    public AsymmetricAlgorithm Key { get; }

    /// <summary>The other certificates of the file that lead from this one upward, nearest first.</summary>
    public ImmutableArray<X509Certificate2> Chain { get; }

    /// <summary>The name people gave it, null where there is none. Not unique.</summary>
    public string? FriendlyName { get; }

    /// <summary>Disposes of the key and the certificates.</summary>
    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
        foreach (var certificate in Chain)
        {
            certificate.Dispose();
        }
    }
}
