namespace Chancery.Interop.Tests;

/// <summary>The <c>openssl cms</c> of this machine.</summary>
internal sealed class OpenSslPeer : IPeer
{
    private readonly TempFolder _folder = new();

    public OpenSslPeer()
    {
        _folder.Write("ca.pem", Identity.Authority.ExportCertificatePem());
        foreach (var identity in Identity.All)
        {
            _folder.Write(identity.Nickname, $"{identity.Certificate.ExportCertificatePem()}\n{identity.Key.ExportPkcs8PrivateKeyPem()}\n");
        }

        Name = string.Join('.', Tool.MustRun("openssl", ["version"]).Text.Split(' ')[1].Split('.')[..2]) is { } version ? $"OpenSSL {version}" : "OpenSSL";
    }

    public string Name { get; }

    public void Dispose() => _folder.Dispose();

    public byte[]? Encrypt(EncryptionRow row, byte[] content) => Run(
        content, ["-encrypt", "-binary", "-outform", "DER", row.Cipher.OpenSsl, .. Legacy(row), "-recip", At(row.Key), .. row.Management.OpenSsl.SelectMany(option => new[] { "-keyopt", option })]);

    public byte[]? Decrypt(EncryptionRow row, byte[] cms) => Run(cms, ["-decrypt", "-binary", "-inform", "DER", .. Legacy(row), "-recip", At(row.Key)]);

    public byte[]? Sign(SignatureRow row, byte[] content) => Run(
        content, ["-sign", "-binary", "-outform", "DER", "-md", row.Key.Digest.Name!, "-signer", At(row.Key),
        .. row.IsDetached ? Array.Empty<string>() : ["-nodetach"],
        .. row.Scheme == Pki.SignatureScheme.RsaPss ? new[] { "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest" } : []]);

    public byte[]? Verify(SignatureRow row, byte[] cms, byte[] content) => Run(
        cms, ["-verify", "-binary", "-inform", "DER", "-CAfile", _folder.At("ca.pem"), "-purpose", "smimesign",
        .. row.IsDetached ? new[] { "-content", _folder.Write("content", content) } : []]);

    private static string[] Legacy(EncryptionRow row) => row.Cipher.Ours is null ? ["-provider", "default", "-provider", "legacy"] : [];

    private string At(KeyKind key) => _folder.At(Identity.Of(key).Nickname);

    private static byte[]? Run(byte[] input, string[] arguments)
    {
        var answer = Tool.Run("openssl", ["cms", .. arguments], input);
        return answer.ExitCode == 0 ? answer.Output : null;
    }
}
