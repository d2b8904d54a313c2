using System.Runtime.InteropServices;
using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>NSS, the cryptography of Thunderbird, by its own <c>cmsutil</c>; its database filled from our PKCS #12 files.</summary>
internal sealed partial class NssPeer : IPeer
{
    private readonly TempFolder _folder = new();
    private readonly string _database;

    public NssPeer()
    {
        _database = "sql:" + _folder.Make("db");
        Tool.MustRun("certutil", ["-N", "-d", _database, "--empty-password"]);
        Tool.MustRun("certutil", ["-A", "-d", _database, "-n", "ca", "-t", "CT,C,C", "-a", "-i", _folder.Write("ca.pem", Identity.Authority.ExportCertificatePem())]);
        foreach (var identity in Identity.All)
        {
            var file = _folder.Write(
                identity.Nickname + ".p12", Pkcs12.Write(identity.Certificate, identity.Key, [Identity.Authority], "interop", identity.Nickname, Pkcs12Encryption.Modern));

            // One that it cannot import it cannot use either: the cells tell.
            _ = Tool.Run("pk12util", ["-i", file, "-d", _database, "-W", "interop"]);
        }

        Name = $"NSS {string.Join('.', (Marshal.PtrToStringUTF8(NSS_GetVersion()) ?? "").Split('.')[..2])}";
    }

    public string Name { get; }

    public void Dispose() => _folder.Dispose();

    // It has no option for the cipher, nor for how the key travels.
    public byte[]? Encrypt(EncryptionRow row, byte[] content) => Run(content, ["-E", "-r", Nickname(row.Key)]);

    public byte[]? Decrypt(EncryptionRow row, byte[] cms) => Run(cms, ["-D"]);

    public byte[]? Sign(SignatureRow row, byte[] content) => Run(
        content, ["-S", "-N", Nickname(row.Key), "-H", row.Key.Digest.Name!, "-G", "-P", "-Y", Nickname(row.Key), .. row.IsDetached ? new[] { "-T" } : []]);

    public byte[]? Verify(SignatureRow row, byte[] cms, byte[] content) => Run(cms, ["-D", .. row.IsDetached ? new[] { "-c", _folder.Write("content", content) } : []]);

    private static string Nickname(KeyKind key) => Identity.Of(key).Nickname;

    private byte[]? Run(byte[] input, string[] arguments)
    {
        var (from, to) = (_folder.Write("in", input), _folder.At("out"));
        File.Delete(to);
        var answer = Tool.Run("cmsutil", [arguments[0], "-d", _database, "-i", from, "-o", to, .. arguments[1..]]);
        return answer.ExitCode == 0 ? File.ReadAllBytes(to) : null;
    }

    [LibraryImport("libnss3.so")]
    private static partial IntPtr NSS_GetVersion();
}
