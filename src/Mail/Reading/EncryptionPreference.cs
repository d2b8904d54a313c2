using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Mime;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Finds the certificate a signer asks to be answered under (RFC 8551 §2.5.3), and what he announces to read (§2.5.2).</summary>
internal static class EncryptionPreference
{
    /// <returns>The certificate named, where the signature carries it; where none is named, the newest carried one of the sender that encrypts.</returns>
    public static X509Certificate2? Find(SignerVerdict signer, IEnumerable<X509Certificate2> carried, string from)
    {
        var candidates = carried.Where(certificate => IsUsable(certificate, from)).ToArray();
        return Named(signer) is { } named
            ? candidates.FirstOrDefault(certificate => Matches(certificate, named))
            : candidates.MaxBy(certificate => certificate.NotBefore);
    }

    /// <summary>What the signer announces; null where nothing.</summary>
    public static SmimeCapabilities? Capabilities(SignerVerdict signer) =>
        Value(signer, Oids.SmimeCapabilities) is { } announced ? SmimeCapabilities.Read(announced) : null;

    // An address that is not the sender's would let a signed mail plant somebody else's key.
    private static bool IsUsable(X509Certificate2 certificate, string from) =>
        CertificateReader.VouchedAddresses(certificate).Any(address => MailAddresses.Same(address, from)) && CertificateUses.CanEncrypt(certificate)
        && PolicyKeys.KindOf(certificate) is { IsRsa: true } or { IsEc: true };

    private static bool Matches(X509Certificate2 certificate, (byte[] Issuer, byte[] Serial) named) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(named.Issuer) && certificate.SerialNumberBytes.Span.SequenceEqual(named.Serial);

    private static (byte[] Issuer, byte[] Serial)? Named(SignerVerdict signer) =>
        Value(signer, Oids.EncryptionKeyPreference) is { } standard ? Read(standard, new Asn1Tag(TagClass.ContextSpecific, 0))
        : Value(signer, Oids.MicrosoftEncryptionKeyPreference) is { } microsoft ? Read(microsoft, tag: null) : null;

    private static byte[]? Value(SignerVerdict signer, string oid) =>
        signer.SignedAttributes.FirstOrDefault(attribute => attribute.Oid == oid) is { Values: [var only] } ? only : null;

    // The other choices (a key identifier) are rare; a preference that cannot be read names nothing, so nothing is learned.
    private static (byte[] Issuer, byte[] Serial)? Read(byte[] value, Asn1Tag? tag)
    {
        try
        {
            var reader = new AsnReader(value, AsnEncodingRules.BER).ReadSequence(tag);
            return (reader.ReadEncodedValue().ToArray(), reader.ReadIntegerBytes().ToArray());
        }
        catch (AsnContentException)
        {
            return ([], []);
        }
    }
}
