using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class Ed25519Tests : IDisposable
{
    private readonly TempFolder _folder = new();

    // Source: RFC 8032 §7.1, tests 1 to 3: secret key, public key, message, signature. Licence: IETF Trust Legal Provisions.
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signatures_ofRfc8032_areMadeAndVerified(string secret, string publicKey, string message, string signature)
    {
        // RFC 8410 §7: the PKCS#8 around a bare key.
        using var key = Ed25519.FromPkcs8PrivateKey(Convert.FromHexString("302e020100300506032b657004220420" + secret));
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey));
        var data = Convert.FromHexString(message);
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(data)));
        using var verifier = Ed25519.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo());
        Assert.True(verifier.Verify(data, Convert.FromHexString(signature)));
        Assert.False(verifier.Verify([.. data, 0], Convert.FromHexString(signature)));
        Assert.False(verifier.Verify(data, Convert.FromHexString(signature).AsSpan(0, 63)));
        Assert.Throws<CryptographicException>(() => verifier.Sign(data));
    }

    [Fact]
    public void Keys_travelBetweenOpenSslAndHere()
    {
        using var key = Ed25519.Create();
        var data = "data"u8.ToArray();
        var file = _folder.Write("d", data);
        OpenSsl.Run("pkeyutl", "-sign", "-rawin", "-inkey", _folder.Write("ed.key", key), "-in", file, "-out", _folder.Path("s"));
        Assert.True(key.Verify(data, _folder.Read("s")));
        File.WriteAllText(_folder.Path("pub.pem"), key.ExportSubjectPublicKeyInfoPem());
        OpenSsl.Run("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", _folder.Path("pub.pem"), "-in", file, "-sigfile", _folder.Write("ours", key.Sign(data)));
        OpenSsl.Run("genpkey", "-algorithm", "x25519", "-outform", "DER", "-out", _folder.Path("x.der"));
        using var agreement = X25519.FromPkcs8PrivateKey(_folder.Read("x.der"));
        Assert.Equal(_folder.Read("x.der"), agreement.ExportPkcs8PrivateKey());
        OpenSsl.Run("pkey", "-inform", "DER", "-in", _folder.Path("x.der"), "-pubout", "-outform", "DER", "-out", _folder.Path("x.pub"));
        Assert.Equal(_folder.Read("x.pub"), agreement.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Keys_ofAnotherKindOrDamaged_areRefused()
    {
        using var key = Ed25519.Create();
        using var other = X25519.Create();
        Assert.Throws<CryptographicException>(() => X25519.FromPkcs8PrivateKey(key.ExportPkcs8PrivateKey()));
        Assert.Throws<CryptographicException>(() => Ed25519.FromSubjectPublicKeyInfo(other.ExportSubjectPublicKeyInfo()));
        Assert.Throws<CryptographicException>(() => Ed25519.FromPkcs8PrivateKey(key.ExportPkcs8PrivateKey().AsSpan(0, 40)));
        // RFC 5958 §2: version 1 with the public key of somebody else.
        byte[] contradicted =
            [0x30, 0x51, 0x02, 0x01, 0x01, .. key.ExportPkcs8PrivateKey()[5..], 0x81, 0x21, 0x00, .. Convert.FromHexString(new string('0', 62) + "01")];
        Assert.Throws<CryptographicException>(() => Ed25519.FromPkcs8PrivateKey(contradicted));
    }

    public void Dispose() => _folder.Dispose();
}
