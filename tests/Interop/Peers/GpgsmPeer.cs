using System.Text;
using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>GnuPG's <c>gpgsm</c> in a home and with an agent of its own.</summary>
internal sealed class GpgsmPeer : IPeer
{
    private const string Password = "interop";

    private readonly TempFolder _folder = new();
    private readonly string _home;

    public GpgsmPeer()
    {
        _home = _folder.Make("home");
        _folder.Write("home/gpgsm.conf", "disable-crl-checks\ndisable-dirmngr\n");
        _folder.Write("home/gpg-agent.conf", "allow-loopback-pinentry\n");
        _folder.Write("home/trustlist.txt", $"{Identity.Authority.Thumbprint} S relax\n");
        Import("ca.cer", Identity.Authority.RawData);
        foreach (var identity in Identity.All)
        {
            ImportIdentity(identity);
        }

        Name = string.Join('.', Tool.MustRun("gpgsm", ["--version"]).Text.Split('\n')[0].Split(' ')[^1].Split('.')[..2]) is { } version ? $"gpgsm {version}" : "gpgsm";
    }

    public string Name { get; }

    public void Dispose()
    {
        Tool.Run("gpgconf", ["--homedir", _home, "--kill", "gpg-agent"]);
        _folder.Dispose();
    }

    // It has no option for how the key travels, and takes ciphers of its own list alone.
    public byte[]? Encrypt(EncryptionRow row, byte[] content) =>
        Run(content, ["--encrypt", "--recipient", Fingerprint(row.Key), .. row.Cipher.Gpgsm is { } name ? new[] { "--cipher-algo", name } : []]);

    public byte[]? Decrypt(EncryptionRow row, byte[] cms) => Run(cms, ["--decrypt"]);

    public byte[]? Sign(SignatureRow row, byte[] content) =>
        Run(content, ["--sign", "--local-user", Fingerprint(row.Key), "--digest-algo", row.Key.Digest.Name!, .. row.IsDetached ? new[] { "--detach-sign" } : []]);

    public byte[]? Verify(SignatureRow row, byte[] cms, byte[] content) => row.IsDetached
        ? Run(cms, ["--verify"], _folder.Write("content", content)) is null ? null : content
        : Run(cms, ["--verify"]);

    private static string Fingerprint(KeyKind key) => Identity.Of(key).Certificate.Thumbprint;

    // RSA comes by PKCS #12, as people bring it. For other keys gpgsm 2.2 has no import, so the agent is given the key in its own form.
    private void ImportIdentity(Identity identity)
    {
        if (identity.Kind.IsRsa)
        {
            Import("id.p12", Pkcs12.Write(identity.Certificate, identity.Key, [], Password, identity.Nickname, Pkcs12Encryption.AppleCompatible));
        }
        else
        {
            Import("id.cer", identity.Certificate.RawData);
            _folder.Write($"home/private-keys-v1.d/{KeyGrip(identity)}.key", AgentKey.Of(identity));
        }
    }

    private void Import(string name, byte[] bytes)
    {
        var answer = Tool.Run("gpgsm", [.. Common, "--import", _folder.Write(name, bytes)], Encoding.ASCII.GetBytes(Password));
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    private string KeyGrip(Identity identity) =>
        Tool.MustRun("gpgsm", [.. Common, "--with-colons", "--with-keygrip", "--list-keys", identity.Certificate.Thumbprint]).Text
            .Split('\n').Single(line => line.StartsWith("grp:", StringComparison.Ordinal)).Split(':')[9];

    private string[] Common => ["--homedir", _home, "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd", "0"];

    private byte[]? Run(byte[] input, string[] verb, params string[] more)
    {
        var (from, to) = (_folder.Write("in", input), _folder.At("out"));
        File.Delete(to);
        var answer = Tool.Run("gpgsm", [.. Common, "--output", to, .. verb, from, .. more], Encoding.ASCII.GetBytes(Password));
        return answer.ExitCode != 0 ? null : File.Exists(to) ? File.ReadAllBytes(to) : [];
    }
}
