using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A KeyTransRecipientInfo as read (RFC 5652 §6.2.1).</summary>
internal sealed record KeyTransport(ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Serial, byte[]? KeyIdentifier, ReadOnlyMemory<byte> Algorithm, byte[] EncryptedKey)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    public static KeyTransport Parse(AsnReader info)
    {
        info.ReadInteger();
        ReadOnlyMemory<byte> issuer = default, serial = default;
        byte[]? keyIdentifier = null;
        if (info.PeekTag().HasSameClassAndValue(Context0))
        {
            keyIdentifier = info.ReadOctetString(Context0);
        }
        else
        {
            var name = info.ReadSequence();
            issuer = name.ReadEncodedValue();
            serial = name.ReadIntegerBytes();
        }

        return new(issuer, serial, keyIdentifier, info.ReadEncodedValue(), info.ReadOctetString());
    }

    public bool IsFor(X509Certificate2 certificate)
    {
        if (KeyIdentifier is { } identifier)
        {
            return certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>()
                .Any(extension => extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier));
        }

        var fields = CertificateFields.Of(certificate.RawDataMemory);
        return fields.Issuer.Span.SequenceEqual(Issuer.Span) && fields.SerialNumber.Span.SequenceEqual(Serial.Span);
    }

    /// <summary>The padding, read when this recipient is the one that opens: what another recipient's program chose must not matter.</summary>
    public RSAEncryptionPadding ReadPadding()
    {
        var algorithm = new AsnReader(Algorithm, AsnEncodingRules.BER).ReadSequence();
        return algorithm.ReadObjectIdentifier() switch
        {
            Oids.Rsa => RSAEncryptionPadding.Pkcs1,
            Oids.RsaOaep => ReadOaep(algorithm),
            var other => throw new CryptographicException($"The key transport is {other}."),
        };
    }

    // RFC 4055 §4.1: RSAES-OAEP-params; what is absent is SHA-1, MGF1 with SHA-1, and the empty label.
    private static RSAEncryptionPadding ReadOaep(AsnReader algorithm)
    {
        string hash = Oids.Sha1, mask = Oids.Sha1;
        var parameters = algorithm.HasData ? algorithm.ReadSequence() : null;
        if (parameters is { HasData: true } && parameters.PeekTag().HasSameClassAndValue(Context0))
        {
            hash = parameters.ReadSequence(Context0).ReadSequence().ReadObjectIdentifier();
        }

        if (parameters is { HasData: true } && parameters.PeekTag().HasSameClassAndValue(Context1))
        {
            var function = parameters.ReadSequence(Context1).ReadSequence();
            if (function.ReadObjectIdentifier() != Oids.Mgf1)
            {
                throw new CryptographicException("The mask generation function is not MGF1.");
            }

            mask = function.ReadSequence().ReadObjectIdentifier();
        }

        // The runtime's RSA takes one hash for both, and no label.
        if (mask != hash || (parameters is { HasData: true } && !IsEmptyLabel(parameters)))
        {
            throw new CryptographicException("The OAEP parameters are not supported.");
        }

        return RSAEncryptionPadding.CreateOaep(HashOf(hash));
    }

    private static bool IsEmptyLabel(AsnReader parameters)
    {
        var source = parameters.ReadSequence(Context2).ReadSequence();
        return source.ReadObjectIdentifier() == Oids.PSpecified && source.ReadOctetString().Length == 0;
    }

    private static HashAlgorithmName HashOf(string oid) => oid switch
    {
        Oids.Sha1 => HashAlgorithmName.SHA1,
        Oids.Sha256 => HashAlgorithmName.SHA256,
        Oids.Sha384 => HashAlgorithmName.SHA384,
        Oids.Sha512 => HashAlgorithmName.SHA512,
        _ => throw new CryptographicException($"The OAEP hash is {oid}."),
    };
}
