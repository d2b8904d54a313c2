using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>Encrypts and decrypts by <c>openssl cms</c>, with a key of every kind, made once.</summary>
public sealed class OpenSslEnvelopes : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<(X509Certificate2 Certificate, AsymmetricAlgorithm Key)>> Keys = new();

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, (string Certificate, string Key)> _files = new();
    private int _count;

    internal static (X509Certificate2 Certificate, AsymmetricAlgorithm Key) Recipient(string name) => Keys.GetOrAdd(name, kind => new(() =>
    {
        var key = Signers.Of(kind).Key;
        return (TestRecipients.Certify(key, key is RSA ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.KeyAgreement, $"CN={kind}"), key);
    })).Value;

    internal static DecryptionKeys KeysOf(string name) => new([Given.Ok(DecryptionKey.Create(Recipient(name).Certificate, Recipient(name).Key))]);

    public byte[] Encrypt(byte[] content, EnvelopeCell cell)
    {
        var name = NewName();
        OpenSsl.Run(
        [
            "cms", "-encrypt", "-binary", "-outform", "DER", "-in", _folder.Write(name + ".in", content), "-out", _folder.Path(name),
            .. CipherOptions(cell.Cipher),
            .. cell.Options.Where(option => option.EndsWith("-wrap", StringComparison.Ordinal)), "-recip", Files(cell.Key).Certificate,
            .. cell.Options.Where(option => !option.EndsWith("-wrap", StringComparison.Ordinal)),
        ]);
        return _folder.Read(name);
    }

    public byte[] Encrypt(byte[] content, params string[] options)
    {
        var name = NewName();
        OpenSsl.Run(["cms", "-encrypt", "-binary", "-outform", "DER", "-in", _folder.Write(name + ".in", content), "-out", _folder.Path(name), .. options]);
        return _folder.Read(name);
    }

    public byte[] Decrypt(byte[] cms, string key)
    {
        var name = NewName();
        OpenSsl.Run(
            "cms", "-decrypt", "-binary", "-inform", "DER", "-in", _folder.Write(name, cms), "-recip", Files(key).Certificate, "-inkey", Files(key).Key,
            "-out", _folder.Path(name + ".out"));
        return _folder.Read(name + ".out");
    }

    public string CertificateFile(string key) => Files(key).Certificate;

    public void Dispose() => _folder.Dispose();

    // OpenSSL 3 keeps the ciphers of former years in a provider of their own.
    private static string[] CipherOptions(string cipher) => cipher switch
    {
        "3DES-CBC" => ["-des3"],
        "DES-CBC" => ["-provider", "legacy", "-provider", "default", "-des-cbc"],
        "RC2-128-CBC" => ["-provider", "legacy", "-provider", "default", "-rc2-cbc"],
        "RC2-40-CBC" or "RC2-64-CBC" => ["-provider", "legacy", "-provider", "default", $"-{cipher.ToLowerInvariant()}"],
        _ => [$"-{cipher.ToLowerInvariant()}"],
    };

    private string NewName() => $"m{Interlocked.Increment(ref _count)}";

    private (string Certificate, string Key) Files(string key) => _files.GetOrAdd(
        key, name => (_folder.Write(name + ".pem", Recipient(name).Certificate), _folder.Write(name + ".key", Recipient(name).Key)));
}
