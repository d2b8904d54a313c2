using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Chancery.Mail.Writing;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Finds the certificate a signer asks to be answered under (RFC 8551 §2.5.3).</summary>
internal static class EncryptionPreference
{
    /// <returns>The certificate named, where the signature carries it; where none is named, the newest carried one of the sender that encrypts.</returns>
    public static X509Certificate2? Find(SignerInfo signer, X509Certificate2Collection carried, string from)
    {
        var candidates = carried.Where(certificate => IsUsable(certificate, from)).ToArray();
        return Named(signer) is { } named
            ? candidates.FirstOrDefault(certificate => Matches(certificate, named))
            : candidates.MaxBy(certificate => certificate.NotBefore);
    }

    // An address that is not the sender's would let a signed mail plant somebody else's key.
    private static bool IsUsable(X509Certificate2 certificate, string from) =>
        EncryptedEntity.CanEncryptTo(certificate) && CertificateReader.Describe(certificate) is { CanEncrypt: true } facts
        && facts.EmailAddresses.Contains(from);

    private static bool Matches(X509Certificate2 certificate, (byte[] Issuer, byte[] Serial) named) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(named.Issuer) && certificate.SerialNumberBytes.Span.SequenceEqual(named.Serial);

    private static (byte[] Issuer, byte[] Serial)? Named(SignerInfo signer) =>
        Value(signer, Oids.EncryptionKeyPreference) is { } standard ? Read(standard, new Asn1Tag(TagClass.ContextSpecific, 0))
        : Value(signer, Oids.MicrosoftEncryptionKeyPreference) is { } microsoft ? Read(microsoft, tag: null) : null;

    private static byte[]? Value(SignerInfo signer, string oid) =>
        signer.SignedAttributes.Cast<CryptographicAttributeObject>().FirstOrDefault(attribute => attribute.Oid.Value == oid) is { Values.Count: 1 } found
            ? found.Values[0].RawData : null;

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
