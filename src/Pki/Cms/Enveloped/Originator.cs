using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>The sender's half of a key agreement (RFC 5652 §6.2.2, OriginatorIdentifierOrKey): mostly an ephemeral key, or a certificate named.</summary>
internal static class Originator
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    /// <summary>The originator's key, the caller's to dispose of. Throws where it cannot be read.</summary>
    public static PkiResult<ECDiffieHellman> KeyOf(ReadOnlyMemory<byte> originator, ECCurve curve, EnvelopeHead head, DecryptionPolicy policy)
    {
        var reader = new AsnReader(originator, AsnEncodingRules.BER);
        if (reader.PeekTag().HasSameClassAndValue(Context1))
        {
            return KeyOf(reader.ReadSequence(Context1), curve);
        }

        CertificateId id;
        if (reader.PeekTag().HasSameClassAndValue(Context0))
        {
            id = new(default, default, reader.ReadOctetString(Context0));
        }
        else
        {
            var name = reader.ReadSequence();
            id = new(name.ReadEncodedValue(), name.ReadIntegerBytes(), default);
        }

        var certificate = policy.Originators.Concat(CertificatesIn(head))
            .FirstOrDefault(candidate => DecryptionKeys.NamesOf(candidate).Contains(id, CertificateId.Comparer.Instance));
        return certificate is null || EcKeys.PublicKeyOf(certificate) is not { } key
            ? PkiResult<ECDiffieHellman>.Fail(PkiErrorCode.CmsAlgorithmUnsupported, "The key was agreed on with the sender's certificate, not at hand.")
            : key;
    }

    /// <summary>The algorithm of an originator's key where it is in the message, or null.</summary>
    public static string? KeyAlgorithmOf(ReadOnlyMemory<byte> originator)
    {
        var reader = new AsnReader(originator, AsnEncodingRules.BER);
        return reader.PeekTag().HasSameClassAndValue(Context1) ? reader.ReadSequence(Context1).ReadSequence().ReadObjectIdentifier() : null;
    }

    // RFC 5753 §3.1.1: the parameters may be absent, NULL, or the curve's; the curve is the recipient's in any case.
    private static PkiResult<ECDiffieHellman> KeyOf(AsnReader key, ECCurve curve)
    {
        var algorithm = key.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (oid is not (Oids.EcPublicKey or Oids.EcDiffieHellman))
        {
            return PkiResult<ECDiffieHellman>.Fail(PkiErrorCode.CmsAlgorithmUnsupported, $"The sender's key is {AlgorithmNames.OfKey(oid)}.");
        }

        // A point is of whole octets; another count of unused bits could be written by anybody.
        var point = key.ReadBitString(out var unused);
        return unused == 0 ? EcKeys.Import(curve, point) : throw new AsnContentException("The point has unused bits.");
    }

    private static List<X509Certificate2> CertificatesIn(EnvelopeHead head)
    {
        var certificates = new List<X509Certificate2>();
        var info = head.OriginatorInfo.IsEmpty ? null : new AsnReader(head.OriginatorInfo, AsnEncodingRules.BER).ReadSequence(Context0);
        if (info is { HasData: true } && info.PeekTag().HasSameClassAndValue(Context0))
        {
            var set = info.ReadSetOf(skipSortOrderValidation: true, Context0);
            while (set.HasData)
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
            }
        }

        return certificates;
    }
}
