using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>
/// The vault's key file: PEM, one private key (PKCS#8) and its certificate. The key-encryption key is an attribute of the PKCS#8
/// (RFC 5208 §5), so that one encryption covers both and any tool that reads PKCS#8 reads the file. With a passphrase the key is an
/// EncryptedPrivateKeyInfo: PBES2, PBKDF2-HMAC-SHA-256 with 600,000 iterations, AES-256-CBC.
/// </summary>
internal static class VaultKeyFile
{
    private const string PlainLabel = "PRIVATE KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const string CertificateLabel = "CERTIFICATE";

    // 2.25 is the arc of UUIDs (ITU-T X.667): an identifier nobody else has, without a registry.
    private const string KekAttribute = "2.25.109746510620964439871621313920282937885";

    private static readonly PbeParameters Pbes2 = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_000);

    internal static Result<VaultKeys> OpenOrCreate(string path, Passphrase? passphrase, TimeProvider time)
    {
        if (File.Exists(path))
        {
            return Open(path, passphrase);
        }

        var transport = RSA.Create(3072);
        var kek = RandomNumberGenerator.GetBytes(VaultKeys.KekLength);
        var certificate = TransportCertificate.Make(transport, time);
        var keys = new VaultKeys(transport, certificate, kek);
        Write(path, keys, passphrase);
        return keys;
    }

    private static Result<VaultKeys> Open(string path, Passphrase? passphrase)
    {
        var read = SecretFile.Read(path);
        if (!read.IsOk)
        {
            return read.Error;
        }

        try
        {
            return Parse(path, read.Value, passphrase);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(read.Value);
        }
    }

    private static Result<VaultKeys> Parse(string path, byte[] file, Passphrase? passphrase)
    {
        Pkcs8PrivateKeyInfo? key = null;
        X509Certificate2? certificate = null;
        var encrypted = false;
        try
        {
            ReadOnlySpan<byte> rest = file;
            while (PemEncoding.TryFindUtf8(rest, out var fields))
            {
                var label = Encoding.ASCII.GetString(rest[fields.Label]);
                var der = new byte[fields.DecodedDataLength];
                _ = Convert.TryFromBase64String(Encoding.ASCII.GetString(rest[fields.Base64Data]), der, out _);
                rest = rest[fields.Location.End..];
                switch (label)
                {
                    case PlainLabel:
                        key = Pkcs8PrivateKeyInfo.Decode(der, out _, skipCopy: false);
                        break;
                    case EncryptedLabel when passphrase is null:
                        return new Error("vaultPassphraseMissing", path);
                    case EncryptedLabel:
                        encrypted = true;
                        key = Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase.Utf8, der, out _);
                        break;
                    case CertificateLabel:
                        certificate = X509CertificateLoader.LoadCertificate(der);
                        break;
                }

                CryptographicOperations.ZeroMemory(der);
            }

            return Assemble(path, key, certificate, encrypted, passphrase);
        }
        catch (CryptographicException)
        {
            // A wrong passphrase shows as bad padding or as a PKCS#8 that does not parse: not to be told apart.
            return new Error(encrypted ? "vaultPassphraseWrong" : "vaultKeyFileDamaged", path);
        }
    }

    private static Result<VaultKeys> Assemble(
        string path, Pkcs8PrivateKeyInfo? key, X509Certificate2? certificate, bool encrypted, Passphrase? passphrase)
    {
        var kek = key is null ? null : ReadKek(key);
        if (key is null || certificate is null || kek is null)
        {
            return new Error("vaultKeyFileDamaged", path);
        }

        var pkcs8 = key.Encode();
        var transport = RSA.Create();
        transport.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        using var certified = certificate.GetRSAPublicKey();
        if (certified is null || !certified.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(transport.ExportSubjectPublicKeyInfo()))
        {
            return new Error("vaultKeyFileDamaged", path, "the certificate is not of the key");
        }

        var keys = new VaultKeys(transport, certificate, kek);
        if (!encrypted && passphrase is not null)
        {
            // A passphrase was configured after the first start.
            Write(path, keys, passphrase);
        }

        return keys;
    }

    private static byte[]? ReadKek(Pkcs8PrivateKeyInfo key)
    {
        foreach (var attribute in key.Attributes)
        {
            if (attribute.Oid.Value == KekAttribute && attribute.Values.Count == 1)
            {
                var kek = AsnDecoder.ReadOctetString(attribute.Values[0].RawData, AsnEncodingRules.DER, out _);
                return kek.Length == VaultKeys.KekLength ? kek : null;
            }
        }

        return null;
    }

    private static void Write(string path, VaultKeys keys, Passphrase? passphrase)
    {
        var bare = keys.Transport.ExportPkcs8PrivateKey();
        var info = Pkcs8PrivateKeyInfo.Decode(bare, out _, skipCopy: false);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(keys.Kek);
        info.Attributes.Add(new AsnEncodedData(new Oid(KekAttribute), writer.Encode()));
        var der = passphrase is null ? info.Encode() : info.Encrypt(passphrase.Utf8, Pbes2);
        var text = Encoding.ASCII.GetBytes(
            PemEncoding.WriteString(passphrase is null ? PlainLabel : EncryptedLabel, der) + "\n" + keys.Certificate.ExportCertificatePem() + "\n");
        SecretFile.Write(path, text);
        CryptographicOperations.ZeroMemory(bare);
        CryptographicOperations.ZeroMemory(der);
        CryptographicOperations.ZeroMemory(text);
    }
}
