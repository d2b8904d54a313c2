using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>CMS SignedData (RFC 5652 §5). SHA-256 and up are written; SHA-1 and MD5 are read, and reported for what they are worth.</summary>
public static class SignedData
{
    /// <summary>Signs by any number of signers.</summary>
    /// <param name="content">The content.</param>
    /// <param name="signers">At least one.</param>
    /// <param name="options">What is signed along.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">There is no signer.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> content, IReadOnlyList<CmsSignerKey> signers, SignOptions options)
    {
        ThrowIfNone(signers);
        return SignedDataWriter.Sign(content, signers, options);
    }

    /// <summary>Signs in bounded memory, whatever the length of the content.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cms">Where the message goes: BER with indefinite lengths, or DER where the content is detached.</param>
    /// <param name="signers">At least one.</param>
    /// <param name="options">What is signed along.</param>
    /// <exception cref="ArgumentException">There is no signer.</exception>
    /// <exception cref="IOException">A stream fails.</exception>
    public static void Sign(Stream content, Stream cms, IReadOnlyList<CmsSignerKey> signers, SignOptions options)
    {
        ThrowIfNone(signers);
        SignedDataWriter.Sign(content, cms, signers, options);
    }

    /// <summary>Signs by one RSA (PKCS#1 v1.5), ECDSA or Ed25519 key: a convenience for one message.</summary>
    /// <param name="content">The content.</param>
    /// <param name="certificate">The signer's certificate; goes into the message.</param>
    /// <param name="key">The signer's key.</param>
    /// <param name="detached">Leave the content out of the message.</param>
    /// <param name="extra">Further certificates to put in.</param>
    /// <param name="attributes">Further signed attributes, such as signingTime or SMIMECapabilities.</param>
    /// <returns>DER.</returns>
    /// <exception cref="ArgumentException">Certificate and key do not sign (<see cref="CmsSignerKey.Create"/>).</exception>
    public static byte[] Sign(
        ReadOnlyMemory<byte> content, X509Certificate2 certificate, AsymmetricAlgorithm key, bool detached,
        IEnumerable<X509Certificate2> extra, IEnumerable<AsnEncodedData>? attributes = null)
    {
        var signer = CmsSignerKey.Create(certificate, key);
        return signer.IsOk
            ? Sign(content.Span, [signer.Value], new SignOptions
            {
                Detached = detached,
                Certificates = [.. extra],
                ExtraSignedAttributes = [.. (attributes ?? []).Select(CmsAttribute.Of)],
                SigningCertificateV2 = false,
            })
            : throw new ArgumentException(signer.Error.Detail, nameof(key));
    }

    /// <summary>Reads a message and checks every signature in it. A failure is only of the form; what the signatures are worth is in the value.</summary>
    /// <param name="cms">The message, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="detachedContent">The content of a detached signature; null where the content is inside, or is not at hand.</param>
    /// <param name="known">Certificates to look for a signer's in, beside those of the message, which may leave its own out.</param>
    /// <returns>Content and verdicts; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsSignatureInvalid</c> where the message has its own content
    /// beside the one handed in.</returns>
    public static PkiResult<SignedMessage> Read(
        ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent = null, IReadOnlyList<X509Certificate2>? known = null) =>
        SignedDataReader.Read(cms, detachedContent, known ?? []);

    /// <summary>The same in bounded memory, whatever the length of the content. The content goes out before its signatures are checked: use it only
    /// after the verdict. A signer without signed attributes by Ed25519 or Ed448 cannot be checked so, and is <c>AlgorithmUnsupported</c>.</summary>
    /// <param name="cms">The message, DER or BER; beside its content it may have 16 MiB.</param>
    /// <param name="detachedContent">The content of a detached signature, read to its end; null where it is inside, or not at hand.</param>
    /// <param name="content">Where content inside goes; null for nowhere.</param>
    /// <param name="known">Certificates to look for a signer's in, beside those of the message.</param>
    /// <returns>The verdicts, with empty content; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsSignatureInvalid</c> as above.</returns>
    /// <exception cref="IOException">A stream fails.</exception>
    /// <exception cref="ArgumentException">A stream cannot be read or written.</exception>
    public static PkiResult<SignedMessage> Read(
        Stream cms, Stream? detachedContent, Stream? content, IReadOnlyList<X509Certificate2>? known = null) =>
        cms.CanRead && detachedContent is not { CanRead: false } && content is not { CanWrite: false }
            ? SignedDataStreamReader.Read(cms, detachedContent, content, known ?? [])
            : throw new ArgumentException("Messages are read, and their content is written.", nameof(cms));

    /// <summary>Verifies the one signature of a message.</summary>
    /// <param name="cms">The message, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="detachedContent">The content of a detached signature; null where the content must be inside.</param>
    /// <returns>Content and signer; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsSignatureInvalid</c> (also where there is no signer, more than
    /// one, no certificate for it, or a digest older than SHA-1).</returns>
    public static PkiResult<SignedContent> Verify(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent) =>
        SingleSigner.Verify(SignedDataReader.Read(cms, detachedContent, []));

    /// <summary>Verifies a message whose content, where it is absent, is nothing: SCEP's failures (RFC 8894 §3.2).</summary>
    internal static PkiResult<SignedContent> VerifyAbsentAsEmpty(ReadOnlyMemory<byte> cms) =>
        SingleSigner.Verify(SignedDataReader.Read(cms, null, [], absentIsEmpty: true));

    /// <summary>A degenerate SignedData that only carries certificates (RFC 5652 §5.1, RFC 8894 §3.4).</summary>
    /// <param name="certificates">At least one.</param>
    /// <returns>DER.</returns>
    public static byte[] CertificatesOnly(IEnumerable<X509Certificate2> certificates) => SignedDataWriter.CertificatesOnly([.. certificates]);

    private static void ThrowIfNone(IReadOnlyList<CmsSignerKey> signers)
    {
        if (signers.Count is 0 or > SignedLimits.MaxSigners)
        {
            throw new ArgumentException($"From one to {SignedLimits.MaxSigners} signers.", nameof(signers));
        }
    }
}
