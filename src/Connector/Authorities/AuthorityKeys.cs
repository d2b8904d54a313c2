using System.Security.Cryptography;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Authorities;

/// <summary>The connector's own keys, each in a file sealed to the vault; made where there are none.</summary>
internal sealed class AuthorityKeys(KeyVault vault, string folder, TimeProvider time)
{
    /// <returns>The key, made with <paramref name="algorithm"/> at first; <c>authorityKeyDamaged</c>.</returns>
    internal Result<AsymmetricAlgorithm> Key(string name, KeyAlgorithm algorithm)
    {
        var path = Path.Combine(folder, name + ".key");
        if (!File.Exists(path))
        {
            var made = KeyPairs.Generate(algorithm);
            SecretFile.Write(path, vault.SealServiceKey(name, made));
            return made;
        }

        var read = SecretFile.Read(path);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var opened = vault.OpenServiceKey(name, read.Value);
        return opened.IsOk ? opened.Value : new Error("authorityKeyDamaged", path, opened.Error.Code);
    }

    /// <returns>The authority of a name: its key, and its certificate made by <paramref name="draft"/> at first.</returns>
    internal Result<SigningAuthority> Authority(
        string name, KeyAlgorithm algorithm, Func<DateTimeOffset, CertificateDraft> draft, SigningAuthority? issuer = null)
    {
        var key = Key(name, algorithm);
        if (!key.IsOk)
        {
            return key.Error;
        }

        var path = Path.Combine(folder, name + ".cer");
        if (!File.Exists(path))
        {
            // An hour back: the certificates it issues begin a little in the past, and none may begin before it.
            var linted = Linter.Lint(draft(time.GetUtcNow().AddHours(-1)) with { PublicKey = KeyPairs.PublicKeyInfo(key.Value) }, issuer?.Certificate);
            if (!linted.IsOk)
            {
                return FromPki.Error(linted.Error, name);
            }

            using var made = issuer is null ? SigningAuthority.SelfSign(linted.Value, key.Value) : issuer.Sign(linted.Value);
            SecretFile.Write(path, made.RawData);
        }

        return Load(path, key.Value);
    }

    private static Result<SigningAuthority> Load(string path, AsymmetricAlgorithm key)
    {
        var certificate = CertificateReader.Read(File.ReadAllBytes(path));
        return certificate.IsOk && KeyPairs.Matches(certificate.Value, key)
            ? new SigningAuthority(certificate.Value, key)
            : new Error("authorityKeyDamaged", path, "the certificate is not of the key");
    }
}
