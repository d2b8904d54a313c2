using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Writes PKCS#12 files: certificates in one encrypted safe, the key shrouded in another, joined by localKeyId (RFC 7292 §4.2).</summary>
internal static class Pkcs12Writer
{
    // The password is random and the file travels inside an encrypted envelope: iterations add time, not safety (facts/smime.md 3.4).
    private const int Iterations = 2000;

    public static byte[] Write(
        X509Certificate2 certificate, AsymmetricAlgorithm key, IEnumerable<X509Certificate2> chain, string password, string friendlyName, Pkcs12Encryption kind)
    {
        var (parameters, mac) = kind switch
        {
            Pkcs12Encryption.AppleCompatible => (new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, Iterations), HashAlgorithmName.SHA1),
            Pkcs12Encryption.Modern => (new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations), HashAlgorithmName.SHA256),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var keyId = new Pkcs9LocalKeyId(certificate.GetCertHash());
        var certificates = new Pkcs12SafeContents();
        AddAttributes(certificates.AddCertificate(certificate), keyId, friendlyName);
        foreach (var above in chain)
        {
            certificates.AddCertificate(above);
        }

        var keys = new Pkcs12SafeContents();
        AddAttributes(keys.AddShroudedKey(key, password, parameters), keyId, friendlyName);
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(certificates, password, parameters);
        builder.AddSafeContentsUnencrypted(keys);
        builder.SealWithMac(password, mac, Iterations);
        return builder.Encode();
    }

    private static void AddAttributes(Pkcs12SafeBag bag, Pkcs9LocalKeyId keyId, string friendlyName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.BMPString, friendlyName);
        bag.Attributes.Add(keyId);
        bag.Attributes.Add(new Pkcs9AttributeObject(Oids.FriendlyName, writer.Encode()));
    }
}
