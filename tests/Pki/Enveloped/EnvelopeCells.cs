namespace Chancery.Pki.Tests;

/// <summary>One cell of the matrix of envelopes: written here and opened by the peer, written by the peer and opened here.</summary>
/// <param name="Key">The kind of the recipient's key.</param>
/// <param name="Method">How the content key is brought to it, as <see cref="RecipientInfo.Algorithm"/> has it.</param>
/// <param name="Cipher">The cipher of the content, as <see cref="AlgorithmInfo.Name"/> has it.</param>
/// <param name="Written">How it is written here; null where it is only read.</param>
/// <param name="Options">What makes <c>openssl cms -encrypt</c> write it.</param>
/// <param name="CannotBecause">Why OpenSSL 3.0 cannot do it; null where it can.</param>
public sealed record EnvelopeCell(string Key, string Method, string Cipher, KeyManagement? Written, IReadOnlyList<string> Options, string? CannotBecause = null)
{
    /// <summary>The cipher as it is written here; null where it is only read.</summary>
    public ContentCipher? Content =>
        Enum.TryParse<ContentCipher>(Cipher.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var content) ? content : null;

    /// <summary>Whether the content is authenticated.</summary>
    public bool IsAuthenticated => Cipher.EndsWith("GCM", StringComparison.Ordinal);

    /// <summary>The cell in words.</summary>
    public override string ToString() => $"{Key}, {Method}, {Cipher}";
}

/// <summary>The matrix of envelopes, as data: what the tests run, and what the table of docs/standards.md is printed from.</summary>
public static class EnvelopeCells
{
    private static readonly string[] Ciphers = ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "AES-128-GCM", "AES-192-GCM", "AES-256-GCM"];
    private static readonly string[] RsaKeys = ["RSA-2048", "RSA-3072", "RSA-4096"];
    private static readonly string[] Curves = ["P-256", "P-384", "P-521"];
    private static readonly string[] LegacyCiphers = ["3DES-CBC", "DES-CBC", "RC2-40-CBC", "RC2-64-CBC", "RC2-128-CBC"];

    private static readonly (string Name, KeyManagement? Written, string[] Options)[] RsaMethods =
    [
        ("RSA PKCS#1 v1.5", KeyManagement.RsaPkcs1, []),
        ("RSA-OAEP (SHA-256, MGF1 SHA-256)", KeyManagement.RsaOaepSha256, Oaep("rsa_oaep_md:sha256")),
        ("RSA-OAEP (SHA-384, MGF1 SHA-384)", KeyManagement.RsaOaepSha384, Oaep("rsa_oaep_md:sha384")),
        ("RSA-OAEP (SHA-512, MGF1 SHA-512)", KeyManagement.RsaOaepSha512, Oaep("rsa_oaep_md:sha512")),
        ("RSA-OAEP (SHA-1, MGF1 SHA-1)", null, Oaep()),
    ];

    private static readonly (string Name, string[] Options)[] OddRsaMethods =
    [
        ("RSA-OAEP (SHA-224, MGF1 SHA-224)", Oaep("rsa_oaep_md:sha224")),
        ("RSA-OAEP (SHA-256, MGF1 SHA-1)", Oaep("rsa_oaep_md:sha256", "rsa_mgf1_md:sha1")),
        ("RSA-OAEP (SHA-1, MGF1 SHA-512)", Oaep("rsa_mgf1_md:sha512")),
        ("RSA-OAEP (SHA-512, MGF1 SHA-256)", Oaep("rsa_oaep_md:sha512", "rsa_mgf1_md:sha256")),
        ("RSA-OAEP (SHA-1, MGF1 SHA-1, label of 4 octets)", Oaep("rsa_oaep_label:01020304")),
        ("RSA-OAEP (SHA-256, MGF1 SHA-384, label of 1 octets)", Oaep("rsa_oaep_md:sha256", "rsa_mgf1_md:sha384", "rsa_oaep_label:ff")),
    ];

    /// <summary>Every cell.</summary>
    public static IReadOnlyList<EnvelopeCell> All { get; } =
    [
        .. from key in RsaKeys from method in RsaMethods from cipher in CiphersFor(key)
           select new EnvelopeCell(key, method.Name, cipher, method.Written, method.Options),
        .. from key in RsaKeys from method in OddRsaMethods
           select new EnvelopeCell(key, method.Name, "AES-256-CBC", null, method.Options),
        .. from key in Curves from cipher in CiphersFor(key)
           select Ecdh(key, 256, 256, cipher),
        .. from key in Curves from hash in new[] { 1, 224, 256, 384, 512 } from wrap in new[] { 128, 192, 256 } where (hash, wrap) != (256, 256)
           select Ecdh(key, hash, wrap, wrap == 128 ? "AES-128-CBC" : "AES-256-GCM"),
        .. from key in Curves
           select new EnvelopeCell(
               key, "ECDH (SHA-384 KDF, AES-256 key wrap)", "AES-256-CBC", null,
               ["-aes256-wrap", "-keyopt", "ecdh_kdf_md:sha384", "-keyopt", "ecdh_cofactor_mode:1"]),
        .. from key in Curves
           select new EnvelopeCell(key, "ECDH (SHA-1 KDF, 3DES key wrap)", "3DES-CBC", null, ["-des3-wrap"]),
        .. from cipher in LegacyCiphers
           select new EnvelopeCell("RSA-2048", "RSA PKCS#1 v1.5", cipher, null, []),
        new("P-256", "ECDH with the sender's certificate", "AES-256-CBC", null, [], "openssl cms 3.0 makes no static key agreement; read from our own hand"),
        new("X25519", "X25519", "AES-256-CBC", null, [], "openssl cms 3.0 knows no X25519 recipients; nor are they written or opened here, but named"),
        new("ML-KEM-768", "ML-KEM-768", "AES-256-GCM", null, [], "openssl cms 3.0 knows no KEMRecipientInfo; nor are they written or opened here, but named"),
    ];

    // A cipher does not know the key; AES-192, which nobody prefers, is tried with one of each kind.
    private static IEnumerable<string> CiphersFor(string key) =>
        key is "RSA-2048" or "P-256" ? Ciphers : Ciphers.Where(cipher => !cipher.Contains("192", StringComparison.Ordinal));

    private static EnvelopeCell Ecdh(string key, int hash, int wrap, string cipher)
    {
        var written = Enum.TryParse<KeyManagement>($"EcdhSha{hash}Aes{wrap}", out var management) ? management : (KeyManagement?)null;
        return new(key, $"ECDH (SHA-{hash} KDF, AES-{wrap} key wrap)", cipher, written, [$"-aes{wrap}-wrap", "-keyopt", $"ecdh_kdf_md:sha{hash}"]);
    }

    private static string[] Oaep(params string[] options) => [.. options.Prepend("rsa_padding_mode:oaep").SelectMany(option => new[] { "-keyopt", option })];
}
