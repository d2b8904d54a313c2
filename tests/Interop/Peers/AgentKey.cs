using System.Security.Cryptography;
using System.Text;

namespace Chancery.Interop.Tests;

/// <summary>A private key as the files of gpg-agent hold it: a canonical S-expression.</summary>
internal static class AgentKey
{
    public static byte[] Of(Identity identity) => identity.Key is ECDsa ec ? OfCurve(ec, identity.Kind.Name) : OfEd25519(identity.Key);

    private static byte[] OfCurve(ECDsa key, string curve)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return Expression($"NIST {curve}", null, [0x04, .. parameters.Q.X!, .. parameters.Q.Y!], Unsigned(parameters.D!));
    }

    // The last 32 octets of the two encodings are the point and the seed (RFC 8410 §4, §7).
    private static byte[] OfEd25519(AsymmetricAlgorithm key) =>
        Expression("Ed25519", "eddsa", [0x40, .. key.ExportSubjectPublicKeyInfo()[^32..]], key.ExportPkcs8PrivateKey()[^32..]);

    private static byte[] Expression(string curve, string? flags, byte[] point, byte[] secret) =>
    [
        .. Ascii("(11:private-key(3:ecc(5:curve"), .. Atom(Ascii(curve)), .. Ascii(")"),
        .. flags is null ? [] : (byte[])[.. Ascii("(5:flags"), .. Atom(Ascii(flags)), .. Ascii(")")],
        .. Ascii("(1:q"), .. Atom(point), .. Ascii(")(1:d"), .. Atom(secret), .. Ascii(")))"),
    ];

    private static byte[] Atom(byte[] bytes) => [.. Ascii($"{bytes.Length}:"), .. bytes];

    // Numbers are signed: one with its highest bit set would be negative.
    private static byte[] Unsigned(byte[] number) => number[0] >= 0x80 ? [0, .. number] : number;

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
