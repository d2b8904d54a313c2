using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The parts of a SignerInfo (RFC 5652 §5.3) that are the same in every message of a signer, each as DER.</summary>
/// <param name="Version">1 by issuer and serial number, 3 by key identifier.</param>
/// <param name="Identifier">SignerIdentifier.</param>
/// <param name="DigestAlgorithm">AlgorithmIdentifier of the digest.</param>
/// <param name="SignatureAlgorithm">AlgorithmIdentifier of the signature.</param>
/// <param name="SigningCertificate">The signing-certificate-v2 attribute.</param>
internal sealed record SignerEncoding(int Version, byte[] Identifier, byte[] DigestAlgorithm, byte[] SignatureAlgorithm, byte[] SigningCertificate)
{
    /// <summary>Null where the certificate is to be named by a key identifier and has none.</summary>
    public static SignerEncoding? Of(X509Certificate2 certificate, SignatureScheme scheme, DigestAlgorithm digest, bool byKeyIdentifier)
    {
        var keyIdentifier = byKeyIdentifier ? CmsNames.SubjectKeyIdentifierOf(certificate) : null;
        if (byKeyIdentifier && keyIdentifier is null)
        {
            return null;
        }

        return new(
            keyIdentifier is null ? 1 : 3,
            Encode(writer => WriteIdentifier(writer, certificate, keyIdentifier)),
            Encode(writer => WriteDigest(writer, digest)),
            Encode(writer => WriteSignature(writer, scheme, digest)),
            Encode(writer => WriteSigningCertificate(writer, certificate)));
    }

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    private static void WriteIdentifier(AsnWriter writer, X509Certificate2 certificate, ReadOnlyMemory<byte>? keyIdentifier)
    {
        if (keyIdentifier is { } identifier)
        {
            writer.WriteOctetString(identifier.Span, new Asn1Tag(TagClass.ContextSpecific, 0));
        }
        else
        {
            CmsNames.WriteIssuerAndSerialNumber(writer, certificate);
        }
    }

    // RFC 5754 §2: the parameters are absent when written.
    private static void WriteDigest(AsnWriter writer, DigestAlgorithm digest)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(digest.Oid);
        }
    }

    private static void WriteSignature(AsnWriter writer, SignatureScheme scheme, DigestAlgorithm digest)
    {
        using (writer.PushSequence())
        {
            switch (scheme)
            {
                // RFC 3370 §3.2: rsaEncryption, the digest named beside it, is what every reader knows.
                case SignatureScheme.RsaPkcs1:
                    writer.WriteObjectIdentifier(Oids.Rsa);
                    writer.WriteNull();
                    break;
                case SignatureScheme.RsaPss:
                    writer.WriteObjectIdentifier(Oids.RsaPss);
                    WritePssParameters(writer, digest);
                    break;
                // RFC 5754 §3.3: absent parameters.
                case SignatureScheme.Ecdsa:
                    writer.WriteObjectIdentifier(digest.Hash == HashAlgorithmName.SHA256 ? Oids.EcdsaSha256
                        : digest.Hash == HashAlgorithmName.SHA384 ? Oids.EcdsaSha384 : Oids.EcdsaSha512);
                    break;
                // RFC 8419 §2.2: absent parameters.
                default:
                    writer.WriteObjectIdentifier(Oids.Ed25519);
                    break;
            }
        }
    }

    // RFC 4055 §3.1: the hash's parameters are NULL in here, unlike elsewhere; the trailer field has its default.
    private static void WritePssParameters(AsnWriter writer, DigestAlgorithm digest)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                WriteHashWithNull(writer, digest);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Mgf1);
                WriteHashWithNull(writer, digest);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
            {
                writer.WriteInteger(digest.HashData([]).Length);
            }
        }
    }

    private static void WriteHashWithNull(AsnWriter writer, DigestAlgorithm digest)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(digest.Oid);
            writer.WriteNull();
        }
    }

    // RFC 5035 §3: SigningCertificateV2 { certs { ESSCertIDv2 { hashAlgorithm DEFAULT id-sha256, certHash, issuerSerial } } }.
    private static void WriteSigningCertificate(AsnWriter writer, X509Certificate2 certificate)
    {
        var fields = CertificateFields.Of(certificate.RawDataMemory);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SigningCertificateV2);
            using (writer.PushSetOf())
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
                using (writer.PushSequence())
                {
                    // IssuerSerial (RFC 5035 §5): GeneralNames with one directoryName, and the serial number.
                    using (writer.PushSequence())
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                    {
                        writer.WriteEncodedValue(fields.Issuer.Span);
                    }

                    writer.WriteInteger(fields.SerialNumber.Span);
                }
            }
        }
    }
}
