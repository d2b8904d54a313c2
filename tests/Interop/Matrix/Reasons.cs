using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>Why a cell is empty, by peer. A cell that is empty for no reason named here, and one that has a reason but works, are failures: the day a peer learns more, the test tells.</summary>
internal static class Reasons
{
    public const string NeverWritten = "only read";

    public static string? WhyNotWritten(string peer, EncryptionRow row) => (peer.Split(' ')[0], row) switch
    {
        ("NSS" or "gpgsm", { Key.IsRsa: false }) => "no ECDH",
        ("NSS", { Management.IsOaep: true }) => "no OAEP",
        ("NSS", _) when row.Cipher.Name != PickedByNss(row.Key) => $"picks {PickedByNss(row.Key)}",
        ("gpgsm", { Management.IsOaep: true }) => "no OAEP",
        ("gpgsm", { Cipher.Gpgsm: null }) => $"no {Family(row)}",
        _ => null,
    };

    public static string? WhyNotRead(string peer, EncryptionRow row) => (peer.Split(' ')[0], row) switch
    {
        (_, { IsWritten: false }) => NeverWritten,
        ("NSS" or "gpgsm", { Key.IsRsa: false }) => "no ECDH",
        ("NSS" or "gpgsm", { Cipher.IsGcm: true }) => "no GCM",
        ("NSS" or "gpgsm", { Management.IsOaep: true }) => "no OAEP",
        _ => null,
    };

    public static string? WhyNotWritten(string peer, SignatureRow row) => (peer.Split(' ')[0], row.Scheme) switch
    {
        (_, SignatureScheme.Ed25519) => "no Ed25519",
        ("NSS" or "gpgsm", SignatureScheme.RsaPss) => "always PKCS #1",
        _ => null,
    };

    public static string? WhyNotRead(string peer, SignatureRow row) => (peer.Split(' ')[0], row.Scheme) switch
    {
        (_, SignatureScheme.Ed25519) => "no Ed25519",
        ("gpgsm", SignatureScheme.Ecdsa) when row.Key.Name == "P-521" => "no P-521",
        _ => null,
    };

    // cmsutil has no option; the strength goes with that of the recipient's key.
    private static string PickedByNss(KeyKind key) => key.Name == "RSA-4096" ? "AES-256-CBC" : "AES-128-CBC";

    private static string Family(EncryptionRow row) => row.Cipher.IsGcm ? "GCM" : row.Cipher.Name.Split('-')[0];
}
