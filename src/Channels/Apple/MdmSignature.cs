using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Channels.Apple;

/// <summary>
/// The <c>Mdm-Signature</c> header: a device's CMS signature over the exact body of its request, in base64, by which it proves its
/// identity where TLS ends at a proxy (Apple, "Passing an MDM client identity certificate through a proxy").
/// </summary>
public static class MdmSignature
{
    // Twice what a signature with a chain of three RSA-4096 certificates takes.
    private const int LongestHeader = 24 * 1024;

    /// <summary>
    /// Verifies a signature and names its signer. Nothing is said about the signer's trust: the caller compares the certificate with
    /// the one bound to the enrolment. Fails with <c>mdmSignatureMissing</c> or <c>mdmSignatureInvalid</c>.
    /// </summary>
    /// <param name="header">The header's value; null or empty where there is none.</param>
    /// <param name="body">The body, as it came.</param>
    public static Result<X509Certificate2> Verify(string? header, ReadOnlyMemory<byte> body)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return new Error("mdmSignatureMissing", AppleContent.SignatureHeader);
        }

        var cms = new byte[Math.Min(header.Length, LongestHeader)];
        return header.Length <= LongestHeader && Convert.TryFromBase64String(header, cms, out var length)
            ? Verify(cms.AsMemory(0, length), body)
            : Invalid("not base64, or too long");
    }

    /// <summary>Signs a body, for the simulated devices: detached, SHA-256.</summary>
    /// <param name="body">The body.</param>
    /// <param name="certificate">The device's identity certificate.</param>
    /// <param name="key">Its key.</param>
    public static string Sign(ReadOnlyMemory<byte> body, X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        Convert.ToBase64String(SignedData.Sign(body, certificate, key, detached: true, extra: []));

    private static Result<X509Certificate2> Verify(ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> body)
    {
        var detached = SignedData.Verify(signature, body);
        if (detached.IsOk)
        {
            return detached.Value.Signer;
        }

        // Some clients leave the content in; then it must be this very body.
        var attached = SignedData.Verify(signature, null);
        return attached.IsOk && attached.Value.Content.AsSpan().SequenceEqual(body.Span)
            ? attached.Value.Signer
            : Invalid("does not verify over this body");
    }

    private static Error Invalid(string detail) => new("mdmSignatureInvalid", AppleContent.SignatureHeader, detail);
}
