using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Chancery.Mail.Writing;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Judges one signature. It never hides the content: a broken signature is shown as what it is.</summary>
internal static class SignedLayer
{
    private const int MostSigners = 8;
    private static readonly string[] Believed = [Oids.Sha256, Oids.Sha384, Oids.Sha512];

    /// <returns>What is inside the signature, and the verdict on it.</returns>
    public static (ReadOnlyMemory<byte> Content, MailSignature Verdict) Read(Layer layer, string from) =>
        layer.Kind == LayerKind.OpaqueSignature ? ReadOpaque(layer.Cms, from) : ReadDetached(layer, from);

    private static (ReadOnlyMemory<byte> Content, MailSignature Verdict) ReadOpaque(ReadOnlyMemory<byte> bytes, string from)
    {
        var cms = new SignedCms();
        cms.Decode(bytes.Span);
        return (cms.ContentInfo.Content, Judge(cms, from));
    }

    private static (ReadOnlyMemory<byte> Content, MailSignature Verdict) ReadDetached(Layer layer, string from)
    {
        // Signed bytes have CRLF (RFC 8551 §3.1.1), whatever the road has made of them since.
        var content = Canonical.LineEnds(layer.Signed.Span);
        try
        {
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(layer.Cms.Span);
            return (Content(layer, content), Judge(cms, from));
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return (Content(layer, content), Verdict.Broken);
        }
    }

    // Of a multipart/signed that could not be cut in two there is nothing to show but an empty part.
    private static byte[] Content(Layer layer, byte[] content) => layer.Cms.IsEmpty ? "Content-Type: text/plain\r\n\r\n"u8.ToArray() : content;

    private static MailSignature Judge(SignedCms cms, string from)
    {
        var signers = cms.SignerInfos.Cast<SignerInfo>().ToArray();
        // No signer at all would be "every signature is good" (facts of S/MIME).
        if (signers.Length is 0 or > MostSigners || !signers.All(Holds))
        {
            return Verdict.Broken;
        }

        var signer = signers[0].Certificate!;
        var isFrom = signers.All(one => CertificateReader.Describe(one.Certificate!).EmailAddresses.Contains(from));
        var state = !signers.All(one => Believed.Contains(one.DigestAlgorithm.Value)) ? SignatureState.WeakAlgorithm
            : isFrom ? SignatureState.Valid : SignatureState.SignerIsNotSender;
        var preferred = state == SignatureState.Valid ? EncryptionPreference.Find(signers[0], cms.Certificates, from) : null;
        return new MailSignature(state, signer, isFrom, CoversWholeBody: true, SigningTime(signers[0]), preferred, [.. cms.Certificates]);
    }

    private static bool Holds(SignerInfo signer)
    {
        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
            return signer.Certificate is { } certificate && CertificateReader.Describe(certificate).CanSign;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static DateTimeOffset? SigningTime(SignerInfo signer) =>
        signer.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>())
            .OfType<Pkcs9SigningTime>().FirstOrDefault() is { } time ? new DateTimeOffset(time.SigningTime, TimeSpan.Zero) : null;
}
