using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Keys named for people.</summary>
internal static class KeyNames
{
    public static string Of(string algorithm) => algorithm switch
    {
        Oids.Rsa => "RSA",
        Oids.RsaPss => "RSA-PSS",
        Oids.EcPublicKey => "EC",
        Oids.Dsa => "DSA",
        Oids.Ed25519 => "Ed25519",
        Oids.Ed448 => "Ed448",
        Oids.X25519 => "X25519",
        _ => algorithm,
    };

    public static string Describe(X509Certificate2 certificate)
    {
        using var key = KeyPairs.PublicKeyOf(certificate);
        return key switch
        {
            RSA rsa => $"RSA {rsa.KeySize}",
            ECDsa ec => $"EC P-{ec.KeySize}",
            _ => Of(certificate.PublicKey.Oid.Value ?? "unknown"),
        };
    }
}
