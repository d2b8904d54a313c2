using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Authorities;

/// <summary>The authority of people's mail certificates that comes with the connector: a root of ten years, an issuing one of five.</summary>
internal sealed class BuiltInAuthority : ICertificateAuthority, IHasAuthorityCertificates, IHasRevocationLists
{
    internal const string RootName = "root";
    internal const string IssuingName = "issuing";

    private readonly SigningAuthority _root;
    private readonly SigningAuthority _issuing;
    private readonly IssuanceLedger _ledger;
    private readonly RevocationLists _lists;
    private readonly PublicAddresses _addresses;
    private readonly TimeProvider _time;

    private BuiltInAuthority(
        SigningAuthority root, SigningAuthority issuing, IssuanceLedger ledger, RevocationLists lists, PublicAddresses addresses, TimeProvider time) =>
        (_root, _issuing, _ledger, _lists, _addresses, _time) = (root, issuing, ledger, lists, addresses, time);

    public IReadOnlyList<X509Certificate2> Roots => [_root.Certificate];

    public IReadOnlyList<X509Certificate2> Issuing => [_issuing.Certificate];

    internal static Result<BuiltInAuthority> Open(
        AuthorityKeys keys, ConnectorOptions options, IssuanceLedger ledger, RevocationLists lists, PublicAddresses addresses)
    {
        var algorithm = options.AuthorityKey == AuthorityKeyKind.Rsa3072 ? KeyAlgorithm.Rsa3072 : KeyAlgorithm.EcdsaP256;
        var organization = options.Organization;
        var root = keys.Authority(RootName, algorithm, now => new CertificateDraft
        {
            Kind = CertificateKind.Root,
            PublicKey = [],
            Subject = $"CN={SubjectName.Escape(organization + " Mail Root")},O={SubjectName.Escape(organization)}",
            NotBefore = now,
            NotAfter = now.AddYears(10),
        });
        if (!root.IsOk)
        {
            return root.Error;
        }

        var issuing = keys.Authority(
            IssuingName,
            algorithm,
            now => new CertificateDraft
            {
                Kind = CertificateKind.IssuingAuthority,
                PublicKey = [],
                Subject = $"CN={SubjectName.Escape(organization + " Mail Issuing 1")},O={SubjectName.Escape(organization)}",
                NotBefore = now,
                NotAfter = now.AddYears(5),
                CrlUrl = addresses.Crl(RootName),
                IssuerUrl = addresses.Certificate(RootName),
            },
            root.Value);
        return issuing.IsOk ? new BuiltInAuthority(root.Value, issuing.Value, ledger, lists, addresses, options.Time) : issuing.Error;
    }

    public Task<Result<X509Certificate2>> IssueAsync(CertificateOrder order, CancellationToken cancellationToken) =>
        SignAsync(order, replaced: null, cancellationToken);

    public Task<Result<X509Certificate2>> RenewAsync(CertificateOrder order, string replacedSerialNumber, CancellationToken cancellationToken) =>
        SignAsync(order, replacedSerialNumber, cancellationToken);

    public Task<Result<Revocation>> RevokeAsync(string serialNumber, X509RevocationReason reason, CancellationToken cancellationToken) =>
        _ledger.RevokeAsync(serialNumber, reason, cancellationToken);

    public async Task<IReadOnlyList<PublishedCrl>> CurrentListsAsync(CancellationToken cancellationToken) =>
    [
        new(PublicAddresses.CrlName(RootName), await _lists.CurrentAsync(RootName, _root, cancellationToken)),
        new(PublicAddresses.CrlName(IssuingName), await _lists.CurrentAsync(IssuingName, _issuing, cancellationToken)),
    ];

    private Task<Result<X509Certificate2>> SignAsync(CertificateOrder order, string? replaced, CancellationToken cancellationToken)
    {
        // Devices' clocks are wrong by minutes; the end is inclusive (RFC 5280 §4.1.2.5), so a second less keeps within the days asked for.
        var notBefore = _time.GetUtcNow().AddMinutes(-5);
        var draft = new CertificateDraft
        {
            Kind = order.Usage == CertificateUsage.Signing ? CertificateKind.MailSigning : CertificateKind.MailEncryption,
            PublicKey = order.PublicKey,
            Subject = order.Subject,
            EmailAddresses = [.. order.EmailAddresses],
            NotBefore = notBefore,
            NotAfter = notBefore + order.Validity - TimeSpan.FromSeconds(1),
            CrlUrl = _addresses.Crl(IssuingName),
            IssuerUrl = _addresses.Certificate(IssuingName),
        };
        return _ledger.SignAsync(IssuingName, _issuing, draft, order.Purpose, replaced, cancellationToken);
    }
}
