using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A certificate's bytes before its signature.</summary>
/// <param name="ToBeSigned">The TBSCertificate.</param>
/// <param name="Unsigned">The certificate around it with one octet for a signature, so that it can be read back.</param>
internal sealed record BuiltCertificate(byte[] ToBeSigned, byte[] Unsigned);

/// <summary>Builds the TBSCertificate that a draft's kind calls for.</summary>
internal static class CertificateBuilder
{
    public static PkiResult<BuiltCertificate> Build(
        CertificateDraft draft, X500DistinguishedName subject, PublicKey key, X509Certificate2? issuer, SignatureAlgorithm algorithm) =>
        // The runtime's builders check some of what the lints check, and throw: names that are no IA5String, dates in the wrong order.
        Hostile.Read<BuiltCertificate>(PkiErrorCode.LintFailed, "encodable (RFC 5280 §4.1): a name, a date or a URL cannot be encoded.", () =>
        {
            var request = new CertificateRequest(subject, key, algorithm.Hash);
            AddIdentifiers(request, key, issuer);
            AddUsages(request, draft, key);
            AddNames(request, draft, subject);
            AddPointers(request, draft);
            var generator = new FixedSignatureGenerator(algorithm, issuer?.PublicKey ?? key, key: null);
            using var unsigned = request.Create(
                issuer?.SubjectName ?? subject, generator, draft.NotBefore, draft.NotAfter, draft.SerialNumber ?? RandomSerialNumber());
            return new BuiltCertificate(generator.ToBeSigned, unsigned.RawData);
        });

    /// <summary>127 bits, the first always set so that the length is constant: more than the 64 from a generator that BR 7.1 wants, less than the
    /// 20 octets of RFC 5280 §4.1.2.2.</summary>
    private static byte[] RandomSerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }

    private static void AddIdentifiers(CertificateRequest request, PublicKey key, X509Certificate2? issuer)
    {
        var own = new X509SubjectKeyIdentifierExtension(key, critical: false);
        var issuers = issuer is null ? own : issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        request.CertificateExtensions.Add(own);
        if (issuers is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuers));
        }
    }

    private static void AddUsages(CertificateRequest request, CertificateDraft draft, PublicKey key)
    {
        var rules = KindRules.Of(draft.Kind, key.Oid.Value == Oids.Rsa);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(rules.IsAuthority, rules.PathLength is not null, rules.PathLength ?? 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(rules.KeyUsage, critical: true));
        if (rules.ExtendedKeyUsages.Count > 0)
        {
            var usages = new OidCollection();
            foreach (var usage in rules.ExtendedKeyUsages)
            {
                usages.Add(new Oid(usage));
            }

            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        }

        if (draft.Kind is CertificateKind.MailSigning or CertificateKind.MailEncryption)
        {
            request.CertificateExtensions.Add(SmimeCapabilities.Extension());
        }

        if (draft.Profile is { } profile)
        {
            request.CertificateExtensions.Add(Policies(SmimeProfiles.PolicyOf(profile)));
        }
    }

    private static void AddNames(CertificateRequest request, CertificateDraft draft, X500DistinguishedName subject)
    {
        if (draft.EmailAddresses.IsDefaultOrEmpty && draft.HostNames.IsDefaultOrEmpty)
        {
            return;
        }

        var names = new SubjectAlternativeNameBuilder();
        foreach (var address in draft.EmailAddresses.IsDefault ? [] : draft.EmailAddresses)
        {
            names.AddEmailAddress(address);
        }

        foreach (var host in draft.HostNames.IsDefault ? [] : draft.HostNames)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        // RFC 5280 §4.2.1.6: critical where the subject is empty.
        request.CertificateExtensions.Add(names.Build(critical: subject.RawData.Length == 2));
    }

    private static void AddPointers(CertificateRequest request, CertificateDraft draft)
    {
        if (draft.CrlUrl is { } crl)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([crl]));
        }

        if (draft.IssuerUrl is { } issuer)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, [issuer]));
        }
    }

    private static X509Extension Policies(string policy)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(policy);
        }

        return new X509Extension(Oids.CertificatePolicies, writer.Encode(), critical: false);
    }
}
