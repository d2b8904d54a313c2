using System.Collections.Concurrent;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Signs and verifies by <c>openssl cms</c>, with the keys of <see cref="Signers"/>.</summary>
public sealed class OpenSslSigner : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, (string Certificate, string Key)> _files = new();
    private readonly string _root;
    private int _count;

    public OpenSslSigner() => _root = _folder.Write("root.pem", Signers.Root);

    public string Certificate(string key) => Files(key).Certificate;

    public string Key(string key) => Files(key).Key;

    public byte[] Sign(byte[] content, string key, string[] options, string[] keyOptions)
    {
        var name = NewName();
        OpenSsl.Run([.. Command(content, key, name), .. keyOptions, .. options]);
        return _folder.Read(name);
    }

    public string FailsToSign(byte[] content, string key, params string[] options) => OpenSsl.Fails([.. Command(content, key, NewName()), .. options]);

    public void Verifies(byte[] cms, byte[] content, bool detached)
    {
        var name = NewName();
        string[] outside = detached ? ["-content", _folder.Write(name + ".c", content)] : [];
        OpenSsl.Run(
        [
            "cms", "-verify", "-binary", "-inform", "DER", "-in", _folder.Write(name, cms), .. outside, "-out", _folder.Path(name + ".out"), "-CAfile", _root,
            "-attime", Given.Start.AddDays(5).ToUnixTimeSeconds().ToString(),
        ]);
        Assert.Equal(content, _folder.Read(name + ".out"));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Command(byte[] content, string key, string name) =>
        ["cms", "-sign", "-binary", "-outform", "DER", "-in", _folder.Write(name + ".in", content), "-out", _folder.Path(name), "-signer", Certificate(key), "-inkey", Key(key)];

    private string NewName() => $"m{Interlocked.Increment(ref _count)}";

    private (string Certificate, string Key) Files(string key) => _files.GetOrAdd(
        key, name => (_folder.Write(name + ".pem", Signers.Of(name).Certificate), _folder.Write(name + ".key", Signers.Of(name).Key)));
}
