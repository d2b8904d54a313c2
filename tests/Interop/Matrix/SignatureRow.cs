using Chancery.Pki;

namespace Chancery.Interop.Tests;

/// <summary>One way of signing.</summary>
/// <param name="Key">The signer's key.</param>
/// <param name="Scheme">How.</param>
/// <param name="IsDetached">Clear-signed (the content beside the signature) or opaque (inside).</param>
internal sealed record SignatureRow(KeyKind Key, SignatureScheme Scheme, bool IsDetached)
{
    public static IEnumerable<SignatureRow> All =>
        from one in
            (IEnumerable<(KeyKind Key, SignatureScheme Scheme)>)
            [
                .. from key in KeyKind.Rsa from scheme in new[] { SignatureScheme.RsaPkcs1, SignatureScheme.RsaPss } select (key, scheme),
                .. from key in KeyKind.Ec select (key, SignatureScheme.Ecdsa),
                (KeyKind.Ed25519, SignatureScheme.Ed25519),
            ]
        from isDetached in new[] { true, false }
        select new SignatureRow(one.Key, one.Scheme, isDetached);

    private string SchemeName => Scheme switch { SignatureScheme.RsaPkcs1 => "RSA PKCS #1", SignatureScheme.RsaPss => "RSA-PSS", SignatureScheme.Ecdsa => "ECDSA", _ => "Ed25519" };

    public override string ToString() => $"{Key} | {SchemeName}, {Key.Digest.Name!.Replace("SHA", "SHA-", StringComparison.Ordinal)} | {(IsDetached ? "clear" : "opaque")}";
}
