using System.Security.Cryptography;

namespace Chancery.Pki.Tests;

/// <summary>One cell of the matrix of signatures: written here and read by the peer, written by the peer and read here.</summary>
/// <param name="Key">The kind of key.</param>
/// <param name="Scheme">How it signs.</param>
/// <param name="Digest">The digest.</param>
/// <param name="Form"><c>detached</c> or <c>opaque</c>.</param>
/// <param name="CannotBecause">Why OpenSSL 3.0 cannot do it; null where it can.</param>
public sealed record SignatureCell(string Key, SignatureScheme Scheme, string Digest, string Form, string? CannotBecause = null)
{
    /// <summary>The digest as the runtime names it.</summary>
    public HashAlgorithmName Hash => new(Digest.Replace("-", "", StringComparison.Ordinal));

    /// <summary>The cell in words.</summary>
    public override string ToString() => $"{Key} {Scheme} {Digest} {Form}";
}

/// <summary>The matrix of signatures, as data: what the tests run, and what the table of docs/standards.md is printed from.</summary>
public static class SignatureCells
{
    private static readonly string[] Digests = ["SHA-256", "SHA-384", "SHA-512"];
    private static readonly string[] Forms = ["detached", "opaque"];

    /// <summary>Every cell.</summary>
    public static IReadOnlyList<SignatureCell> All { get; } =
    [
        .. from key in new[] { "RSA-2048", "RSA-3072", "RSA-4096" }
           from scheme in new[] { SignatureScheme.RsaPkcs1, SignatureScheme.RsaPss }
           from digest in Digests
           from form in Forms
           select new SignatureCell(key, scheme, digest, form),
        .. from key in new[] { "P-256", "P-384", "P-521" }
           from digest in Digests
           from form in Forms
           select new SignatureCell(key, SignatureScheme.Ecdsa, digest, form),
        .. from form in Forms
           select new SignatureCell("Ed25519", SignatureScheme.Ed25519, "SHA-512", form, "openssl cms 3.0 has no Ed25519 (\"invalid digest\"); BouncyCastle is the peer"),
    ];
}
