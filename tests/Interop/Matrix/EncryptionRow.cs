using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>One way of encrypting.</summary>
/// <param name="Key">The recipient's key.</param>
/// <param name="Cipher">The cipher of the content.</param>
/// <param name="Management">How its key travels.</param>
internal sealed record EncryptionRow(KeyKind Key, CipherName Cipher, ManagementName Management)
{
    /// <summary>What the issue of interoperability asks for, then one row for each variant besides, then what is read but never written.</summary>
    public static IEnumerable<EncryptionRow> All =>
    [
        .. from key in KeyKind.Rsa
           from management in new[] { ManagementName.Pkcs1, ManagementName.Oaep256 }
           from cipher in CipherName.Common
           select new EncryptionRow(key, cipher, management),
        .. from key in KeyKind.Ec from cipher in CipherName.Common select new EncryptionRow(key, cipher, ManagementName.EcdhOf(key)),
        .. from cipher in CipherName.Aes192 select new EncryptionRow(KeyKind.Rsa[0], cipher, ManagementName.Pkcs1),
        .. from cipher in CipherName.Aes192 select new EncryptionRow(KeyKind.Ec[0], cipher, ManagementName.EcdhOf(KeyKind.Ec[0])),
        .. from management in new[] { ManagementName.Oaep384, ManagementName.Oaep512 } select new EncryptionRow(KeyKind.Rsa[0], CipherName.Common[3], management),
        .. from other in KeyKind.Ec[1..] select new EncryptionRow(KeyKind.Ec[0], CipherName.Common[3], ManagementName.EcdhOf(other)),
        new(KeyKind.Rsa[0], CipherName.Common[1], ManagementName.Oaep1),
        new(KeyKind.Ec[0], CipherName.Common[1], ManagementName.Ecdh1),
        .. from cipher in CipherName.Former select new EncryptionRow(KeyKind.Rsa[0], cipher, ManagementName.Pkcs1),
    ];

    /// <summary>Whether it is written here at all.</summary>
    public bool IsWritten => Cipher.Ours is not null && Management.Ours is not null;

    public override string ToString() => $"{Key} | {Cipher.Name} | {Management.Name}";
}

/// <summary>A cipher of content, as each program calls it.</summary>
/// <param name="Name">For the table; what <see cref="EnvelopeInfo"/> says.</param>
/// <param name="Ours">Ours; null where it is only read.</param>
/// <param name="OpenSsl">OpenSSL's option.</param>
/// <param name="Gpgsm">gpgsm's name; null where it has none.</param>
/// <param name="KeyBits">The length of its key.</param>
internal sealed record CipherName(string Name, ContentCipher? Ours, string OpenSsl, string? Gpgsm, int KeyBits)
{
    public static readonly CipherName[] Common =
    [
        new("AES-128-CBC", ContentCipher.Aes128Cbc, "-aes-128-cbc", "AES128", 128),
        new("AES-256-CBC", ContentCipher.Aes256Cbc, "-aes-256-cbc", "AES256", 256),
        new("AES-128-GCM", ContentCipher.Aes128Gcm, "-aes-128-gcm", null, 128),
        new("AES-256-GCM", ContentCipher.Aes256Gcm, "-aes-256-gcm", null, 256),
    ];

    public static readonly CipherName[] Aes192 =
    [
        new("AES-192-CBC", ContentCipher.Aes192Cbc, "-aes-192-cbc", "AES192", 192),
        new("AES-192-GCM", ContentCipher.Aes192Gcm, "-aes-192-gcm", null, 192),
    ];

    public static readonly CipherName[] Former =
    [
        new("3DES-CBC", null, "-des3", "3DES", 168),
        new("RC2-128-CBC", null, "-rc2-128", null, 128),
        new("RC2-40-CBC", null, "-rc2-40", null, 40),
        new("DES-CBC", null, "-des-cbc", null, 56),
    ];

    public bool IsGcm => Name.EndsWith("GCM", StringComparison.Ordinal);
}

/// <summary>A way to bring a content key to its recipient.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Ours">Ours; null where it is only read.</param>
/// <param name="OpenSsl">OpenSSL's options, of <c>-keyopt</c>.</param>
/// <param name="Inspected">How <see cref="RecipientInfo.Algorithm"/> begins.</param>
internal sealed record ManagementName(string Name, KeyManagement? Ours, string[] OpenSsl, string Inspected)
{
    public static readonly ManagementName Pkcs1 = new("RSA PKCS #1", KeyManagement.RsaPkcs1, [], "RSA PKCS#1 v1.5");
    public static readonly ManagementName Oaep256 = Oaep("SHA-256", "sha256", KeyManagement.RsaOaepSha256);
    public static readonly ManagementName Oaep384 = Oaep("SHA-384", "sha384", KeyManagement.RsaOaepSha384);
    public static readonly ManagementName Oaep512 = Oaep("SHA-512", "sha512", KeyManagement.RsaOaepSha512);
    public static readonly ManagementName Oaep1 = Oaep("SHA-1", "sha1", null);
    public static readonly ManagementName Ecdh1 = Ecdh("SHA-1", "sha1", null);

    public static ManagementName EcdhOf(KeyKind curve) => curve.Name switch
    {
        "P-256" => Ecdh("SHA-256", "sha256", KeyManagement.EcdhSha256Aes256),
        "P-384" => Ecdh("SHA-384", "sha384", KeyManagement.EcdhSha384Aes256),
        _ => Ecdh("SHA-512", "sha512", KeyManagement.EcdhSha512Aes256),
    };

    public bool IsOaep => Name.StartsWith("RSA-OAEP", StringComparison.Ordinal);

    private static ManagementName Oaep(string hash, string option, KeyManagement? ours) => new(
        $"RSA-OAEP {hash}", ours, ["rsa_padding_mode:oaep", $"rsa_oaep_md:{option}", $"rsa_mgf1_md:{option}"], $"RSA-OAEP ({hash}, MGF1 {hash}");

    private static ManagementName Ecdh(string hash, string option, KeyManagement? ours) => new($"ECDH {hash}", ours, [$"ecdh_kdf_md:{option}"], $"ECDH ({hash} KDF");
}
