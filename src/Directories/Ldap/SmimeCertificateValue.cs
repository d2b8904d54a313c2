using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>
/// A value of <c>userSMIMECertificate</c> (RFC 2798 §2.8): a SignedData with a person's certificates, and in its signed attributes, where it has a
/// signer, what the person's program reads (RFC 8551 §2.5.2).
/// </summary>
internal static class SmimeCertificateValue
{
    private const string SmimeCapabilities = "1.2.840.113549.1.9.15";

    public static IEnumerable<Candidate> Read(byte[] value, MailAddress address)
    {
        var signed = SignedData.Verify(value, detachedContent: null);
        if (!signed.IsOk)
        {
            // Programs also leave the content out: what matters is in the attributes.
            signed = SignedData.Verify(value, ReadOnlyMemory<byte>.Empty);
        }

        if (signed.IsOk)
        {
            return signed.Value.Certificates.Select(certificate => new Candidate(certificate.RawData, CapabilitiesOf(signed.Value, address)));
        }

        // Without a signature that holds, the certificates are as good as those of userCertificate, and no better.
        var certificates = CertificateReader.ReadAll(value);
        return certificates.IsOk ? certificates.Value.Select(certificate => new Candidate(certificate.RawData)) : [new Candidate(value)];
    }

    // Only the person may say what the person's program reads: another could ask for a weaker cipher.
    private static ReadOnlyMemory<byte>? CapabilitiesOf(SignedContent signed, MailAddress address) =>
        signed.Attributes.TryGetValue(SmimeCapabilities, out var capabilities)
            && CertificateReader.Describe(signed.Signer).EmailAddresses.Any(address.Is)
            ? capabilities
            : null;
}
