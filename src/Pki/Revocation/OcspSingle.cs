using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What a response says of one certificate (SingleResponse, RFC 6960 §4.2.1).</summary>
internal sealed record OcspSingle(
    OcspCertId CertId, RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate,
    DateTimeOffset? ArchiveCutoff, bool HasUnknownCritical)
{
    public static OcspSingle Read(AsnReader fields)
    {
        var certId = OcspCertId.Read(fields);
        var tag = fields.PeekTag();
        var (status, revokedAt, reason) = tag switch
        {
            { TagClass: TagClass.ContextSpecific, TagValue: 0 } => ReadPlain(fields, tag, RevocationStatus.Good),
            { TagClass: TagClass.ContextSpecific, TagValue: 1 } => ReadRevoked(fields.ReadSequence(tag)),
            { TagClass: TagClass.ContextSpecific, TagValue: 2 } => ReadPlain(fields, tag, RevocationStatus.Unknown),
            _ => throw new CryptographicException("Not a CertStatus."),
        };
        var thisUpdate = fields.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = fields.HasData && fields.PeekTag().HasSameClassAndValue(Context(0))
            ? fields.ReadSequence(Context(0)).ReadGeneralizedTime()
            : null;
        var extensions = fields.HasData ? OcspExtension.ReadAll(fields.ReadSequence(Context(1)).ReadSequence()) : [];
        fields.ThrowIfNotEmpty();
        DateTimeOffset? cutoff = null;
        foreach (var (oid, _, value) in extensions)
        {
            cutoff = oid == Oids.OcspArchiveCutoff ? new AsnReader(value, AsnEncodingRules.DER).ReadGeneralizedTime() : cutoff;
        }

        return new(
            certId, status, revokedAt, reason, thisUpdate, nextUpdate, cutoff,
            extensions.Exists(extension => extension.Critical && extension.Oid != Oids.OcspArchiveCutoff));
    }

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value, true);

    private static (RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason) ReadPlain(
        AsnReader fields, Asn1Tag tag, RevocationStatus status)
    {
        fields.ReadNull(tag);
        return (status, null, null);
    }

    private static (RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason) ReadRevoked(AsnReader revoked)
    {
        var at = revoked.ReadGeneralizedTime();
        var reason = revoked.HasData ? revoked.ReadSequence(Context(0)).ReadEnumeratedValue<X509RevocationReason>() : X509RevocationReason.Unspecified;
        revoked.ThrowIfNotEmpty();
        return (RevocationStatus.Revoked, at, reason);
    }
}
