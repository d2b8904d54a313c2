using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>CMS SignedData (RFC 5652 §5). SHA-256 is written; SHA-1 upward is read, since devices and old mail still use it.</summary>
public static class SignedData
{
    /// <summary>Signs.</summary>
    /// <param name="content">The content.</param>
    /// <param name="certificate">The signer's certificate; goes into the message.</param>
    /// <param name="key">The signer's key, RSA (PKCS#1 v1.5) or ECDSA.</param>
    /// <param name="detached">Leave the content out of the message.</param>
    /// <param name="extra">Further certificates to put in.</param>
    /// <param name="attributes">Further signed attributes, such as signingTime or SMIMECapabilities.</param>
    /// <returns>DER.</returns>
    public static byte[] Sign(
        ReadOnlyMemory<byte> content, X509Certificate2 certificate, AsymmetricAlgorithm key, bool detached,
        IEnumerable<X509Certificate2> extra, IEnumerable<AsnEncodedData>? attributes = null)
    {
        var all = extra.Where(more => !more.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)).Prepend(certificate);
        return SignedDataWriter.Sign(detached ? null : content, SHA256.HashData(content.Span), certificate, key, all, attributes ?? []);
    }

    /// <summary>Verifies the one signature of a message.</summary>
    /// <param name="cms">The message, DER or BER, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="detachedContent">The content of a detached signature; null where the content must be inside.</param>
    /// <returns>Content and signer; <c>cmsMalformed</c>, <c>cmsTooLarge</c>, <c>cmsSignatureInvalid</c> (also where there is no signer, more than
    /// one, no certificate for it, or a digest older than SHA-1).</returns>
    public static PkiResult<SignedContent> Verify(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent) =>
        Verify(cms, detachedContent, message => message.Detached == detachedContent is not null);

    /// <summary>Verifies a message whose content, where it is absent, is nothing: SCEP's failures (RFC 8894 §3.2).</summary>
    internal static PkiResult<SignedContent> VerifyAbsentAsEmpty(ReadOnlyMemory<byte> cms) => Verify(cms, null, _ => true);

    private static PkiResult<SignedContent> Verify(ReadOnlyMemory<byte> cms, ReadOnlyMemory<byte>? detachedContent, Func<SignedCms, bool> isExpected)
    {
        if (CmsLimits.TooLarge(cms) is { } tooLarge)
        {
            return tooLarge;
        }

        return Hostile.Read(PkiErrorCode.CmsMalformed, "Not a CMS SignedData.", () =>
        {
            var message = detachedContent is { } content ? new SignedCms(new ContentInfo(content.ToArray()), true) : new SignedCms();
            message.Decode(cms.Span);
            // The runtime keeps the content inside the message and forgets the detached one where both exist: a signature over something else.
            return isExpected(message)
                ? VerifyOne(message)
                : PkiResult<SignedContent>.Fail(PkiErrorCode.CmsSignatureInvalid, detachedContent is null ? "The content is not in the message." : "The message has its own content.");
        });
    }

    /// <summary>A degenerate SignedData that only carries certificates (RFC 5652 §5.1, RFC 8894 §3.4).</summary>
    /// <param name="certificates">At least one.</param>
    /// <returns>DER.</returns>
    public static byte[] CertificatesOnly(IEnumerable<X509Certificate2> certificates) => SignedDataWriter.CertificatesOnly(certificates);

    private static PkiResult<SignedContent> VerifyOne(SignedCms message)
    {
        // A message without signers verifies vacuously (facts/smime.md); one with several says two things at once.
        if (message.SignerInfos.Count != 1)
        {
            return Invalid($"{message.SignerInfos.Count} signers, not one.");
        }

        var signer = message.SignerInfos[0];
        if (signer.DigestAlgorithm.Value is not (Oids.Sha1 or Oids.Sha256 or Oids.Sha384 or Oids.Sha512))
        {
            return Invalid($"The digest algorithm is {signer.DigestAlgorithm.Value}.");
        }

        if (signer.Certificate is null)
        {
            return Invalid("The signer's certificate is not in the message.");
        }

        var certificates = CertificateReader.CheckedAll(message.Certificates);
        if (!certificates.IsOk)
        {
            return certificates.Error;
        }

        var attributes = Attributes(signer.SignedAttributes);
        if (attributes is null || !ContentTypeMatches(attributes, message.ContentInfo.ContentType))
        {
            return Invalid("The signed attributes contradict the content.");
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return Invalid("The signature does not verify.");
        }

        return new SignedContent(message.ContentInfo.Content, signer.Certificate, certificates.Value, attributes);
    }

    // RFC 5652 §11.1, §5.3: content-type must equal the type of what is signed; each attribute stands once.
    private static bool ContentTypeMatches(ImmutableDictionary<string, byte[]> attributes, Oid contentType) =>
        attributes.IsEmpty
        || (attributes.TryGetValue(Oids.ContentType, out var value)
            && new AsnReader(value, AsnEncodingRules.BER).ReadObjectIdentifier() == contentType.Value);

    private static ImmutableDictionary<string, byte[]>? Attributes(CryptographicAttributeObjectCollection signed)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, byte[]>();
        foreach (var attribute in signed)
        {
            if (attribute.Values.Count == 0 || !attributes.TryAdd(attribute.Oid.Value ?? string.Empty, attribute.Values[0].RawData))
            {
                return null;
            }
        }

        return attributes.ToImmutable();
    }

    private static PkiResult<SignedContent> Invalid(string detail) => PkiResult<SignedContent>.Fail(PkiErrorCode.CmsSignatureInvalid, detail);
}
