using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// The extensions of a certificate that decide on paths (RFC 5280 §4.2), read once. One that cannot be read, or is there twice, spoils the certificate.
/// </summary>
internal sealed class PathExtensions
{
    private readonly HashSet<string> _seen = [];

    public bool IsAuthority { get; private set; }

    public bool HasBasicConstraints { get; private set; }

    public int? PathLength { get; private set; }

    /// <summary>Null where there is no keyUsage, which allows everything.</summary>
    public X509KeyUsageFlags? KeyUsage { get; private set; }

    /// <summary>Null where there is no extendedKeyUsage, which allows everything.</summary>
    public IReadOnlyCollection<string>? ExtendedKeyUsage { get; private set; }

    public IReadOnlyList<GeneralName> AlternativeNames { get; private set; } = [];

    public NameConstraints? NameConstraints { get; private set; }

    /// <summary>Null where there is no certificatePolicies.</summary>
    public IReadOnlyCollection<string>? Policies { get; private set; }

    /// <summary>Pairs of issuerDomainPolicy and subjectDomainPolicy; null where there is no policyMappings.</summary>
    public IReadOnlyList<(string Issuer, string Subject)>? PolicyMappings { get; private set; }

    public int? RequireExplicitPolicy { get; private set; }

    public int? InhibitPolicyMapping { get; private set; }

    public int? InhibitAnyPolicy { get; private set; }

    public ReadOnlyMemory<byte> SubjectKeyId { get; private set; }

    public ReadOnlyMemory<byte> AuthorityKeyId { get; private set; }

    public IReadOnlyList<DistributionPoint> CrlDistributionPoints { get; private set; } = [];

    public IReadOnlyList<DistributionPoint> FreshestCrl { get; private set; } = [];

    public IReadOnlyList<string> OcspUrls { get; private set; } = [];

    public IReadOnlyList<string> IssuerUrls { get; private set; } = [];

    /// <summary>Whether its issuer wants no revocation check of this OCSP responder (RFC 6960 §4.2.2.2.1).</summary>
    public bool OcspNoCheck { get; private set; }

    /// <summary>The critical extensions that are not known here.</summary>
    public IReadOnlyList<string> UnknownCritical { get; private set; } = [];

    public static PathExtensions Read(AsnReader? extensions)
    {
        var read = new PathExtensions();
        var unknown = new List<string>();
        while (extensions?.HasData == true)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER);
            extension.ThrowIfNotEmpty();
            // RFC 5280 §4.2: a certificate has each extension once.
            if (!read._seen.Add(oid))
            {
                throw new CryptographicException("An extension is there twice.");
            }

            if (!read.Take(oid, value) && critical)
            {
                unknown.Add(oid);
            }
        }

        read.UnknownCritical = unknown;
        return read;
    }

    private bool Take(string oid, AsnReader value)
    {
        switch (oid)
        {
            case Oids.BasicConstraints: TakeBasicConstraints(value.ReadSequence()); break;
            case Oids.KeyUsage: KeyUsage = ReadKeyUsage(value); break;
            case Oids.ExtendedKeyUsage: ExtendedKeyUsage = ReadAll(value.ReadSequence(), static reader => reader.ReadObjectIdentifier()).ToHashSet(); break;
            case Oids.SubjectAltName: AlternativeNames = GeneralName.ReadAll(value.ReadSequence()); break;
            case Oids.NameConstraints: NameConstraints = NameConstraints.Read(value.ReadSequence()); break;
            case Oids.SubjectKeyIdentifier: SubjectKeyId = value.ReadOctetString(); break;
            case Oids.AuthorityKeyIdentifier: AuthorityKeyId = ReadKeyId(value.ReadSequence()); break;
            case Oids.CrlDistributionPoints: CrlDistributionPoints = ReadAll(value.ReadSequence(), DistributionPoint.Read); break;
            case Oids.FreshestCrl: FreshestCrl = ReadAll(value.ReadSequence(), DistributionPoint.Read); break;
            case Oids.AuthorityInfoAccess: TakeInfoAccess(value.ReadSequence()); break;
            case Oids.OcspNoCheck: OcspNoCheck = true; return true;
            default: return TakePolicy(oid, value);
        }

        value.ThrowIfNotEmpty();
        return true;
    }

    private bool TakePolicy(string oid, AsnReader value)
    {
        switch (oid)
        {
            case Oids.CertificatePolicies:
                Policies = Distinct(ReadAll(value.ReadSequence(), static reader => reader.ReadSequence().ReadObjectIdentifier()));
                break;
            case Oids.PolicyMappings:
                PolicyMappings = ReadAll(value.ReadSequence(), static reader => ReadMapping(reader.ReadSequence()));
                break;
            case Oids.PolicyConstraints:
                var constraints = value.ReadSequence();
                RequireExplicitPolicy = ReadSkipCerts(constraints, 0);
                InhibitPolicyMapping = ReadSkipCerts(constraints, 1);
                constraints.ThrowIfNotEmpty();
                break;
            case Oids.InhibitAnyPolicy:
                InhibitAnyPolicy = ReadCount(value, Asn1Tag.Integer);
                break;
            default:
                return false;
        }

        value.ThrowIfNotEmpty();
        return true;
    }

    private void TakeBasicConstraints(AsnReader fields)
    {
        HasBasicConstraints = true;
        IsAuthority = fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && fields.ReadBoolean();
        PathLength = fields.HasData ? ReadCount(fields, Asn1Tag.Integer) : null;
        fields.ThrowIfNotEmpty();
    }

    private void TakeInfoAccess(AsnReader descriptions)
    {
        var (ocsp, issuers) = (new List<string>(), new List<string>());
        while (descriptions.HasData)
        {
            var description = descriptions.ReadSequence();
            var method = description.ReadObjectIdentifier();
            if (GeneralName.Read(description) is { Kind: GeneralNameKind.Uri } name && method is Oids.Ocsp or Oids.CaIssuers)
            {
                (method == Oids.Ocsp ? ocsp : issuers).Add(name.Text);
            }
        }

        (OcspUrls, IssuerUrls) = (ocsp, issuers);
    }

    private static List<T> ReadAll<T>(AsnReader sequence, Func<AsnReader, T> read)
    {
        var all = new List<T>();
        while (sequence.HasData)
        {
            all.Add(read(sequence));
        }

        return all;
    }

    // RFC 5280 §4.2.1.4: a policy appears once.
    private static HashSet<string> Distinct(List<string> policies) =>
        policies.ToHashSet() is var distinct && distinct.Count == policies.Count ? distinct : throw new CryptographicException("A policy is there twice.");

    private static (string Issuer, string Subject) ReadMapping(AsnReader mapping) => (mapping.ReadObjectIdentifier(), mapping.ReadObjectIdentifier());

    private static ReadOnlyMemory<byte> ReadKeyId(AsnReader fields)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        var keyId = fields.HasData && fields.PeekTag().HasSameClassAndValue(tag) ? fields.ReadOctetString(tag) : ReadOnlyMemory<byte>.Empty;
        while (fields.HasData)
        {
            fields.ReadEncodedValue();
        }

        return keyId;
    }

    private static int? ReadSkipCerts(AsnReader constraints, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number);
        return constraints.HasData && constraints.PeekTag().HasSameClassAndValue(tag) ? ReadCount(constraints, tag) : null;
    }

    // A count beyond what an int holds is as good as the largest one.
    private static int ReadCount(AsnReader reader, Asn1Tag tag) => reader.ReadInteger(tag) switch
    {
        { Sign: < 0 } => throw new CryptographicException("A negative count."),
        var count when count > int.MaxValue => int.MaxValue,
        var count => (int)count,
    };

    // The bits of the extension are numbered from the most significant; the runtime's flags are its first two octets, the second one shifted up.
    private static X509KeyUsageFlags ReadKeyUsage(AsnReader value)
    {
        var bits = value.ReadBitString(out _);
        return (X509KeyUsageFlags)((bits.Length > 0 ? bits[0] : 0) | (bits.Length > 1 ? bits[1] << 8 : 0));
    }
}
