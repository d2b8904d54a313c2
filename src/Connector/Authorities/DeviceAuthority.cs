using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Authorities;

/// <summary>The authority of device identities, apart from people's: self-signed, RSA because SCEP encrypts to it.</summary>
internal sealed class DeviceAuthority
{
    internal const string Name = "device";

    // Renewed at two thirds; an enrolment that is not renewed in time must be made anew.
    private static readonly TimeSpan IdentityLifetime = TimeSpan.FromDays(2 * 365);

    private readonly SigningAuthority _authority;
    private readonly IssuanceLedger _ledger;
    private readonly RevocationLists _lists;
    private readonly PublicAddresses _addresses;
    private readonly TimeProvider _time;

    private DeviceAuthority(SigningAuthority authority, RSA key, IssuanceLedger ledger, RevocationLists lists, PublicAddresses addresses, TimeProvider time) =>
        (_authority, Key, _ledger, _lists, _addresses, _time) = (authority, key, ledger, lists, addresses, time);

    internal X509Certificate2 Certificate => _authority.Certificate;

    /// <summary>Opens SCEP envelopes, signs SCEP replies and enrolment profiles.</summary>
    internal RSA Key { get; }

    internal static Result<DeviceAuthority> Open(
        AuthorityKeys keys, ConnectorOptions options, IssuanceLedger ledger, RevocationLists lists, PublicAddresses addresses)
    {
        var organization = options.Organization;
        var authority = keys.Authority(Name, KeyAlgorithm.Rsa3072, now => new CertificateDraft
        {
            Kind = CertificateKind.DeviceAuthority,
            PublicKey = [],
            Subject = $"CN={SubjectName.Escape(organization + " Devices")},O={SubjectName.Escape(organization)}",
            NotBefore = now,
            NotAfter = now.AddYears(10),
        });
        var key = keys.Key(Name, KeyAlgorithm.Rsa3072);
        return !authority.IsOk ? authority.Error
            : !key.IsOk ? key.Error
            : new DeviceAuthority(authority.Value, (RSA)key.Value, ledger, lists, addresses, options.Time);
    }

    /// <summary>Certifies a device's key. Its name is the enrolment's, whatever the device asked for.</summary>
    internal Task<Result<X509Certificate2>> IssueAsync(Guid enrollmentId, byte[] publicKey, string? replaces, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().AddMinutes(-5);
        var draft = new CertificateDraft
        {
            Kind = CertificateKind.DeviceIdentity,
            PublicKey = publicKey,
            Subject = $"CN={enrollmentId:D}",
            NotBefore = now,
            NotAfter = now + IdentityLifetime,
            CrlUrl = _addresses.Crl(Name),
        };
        return _ledger.SignAsync(Name, _authority, draft, new IssuancePurpose(enrollmentId), replaces, cancellationToken);
    }

    internal async Task<PublishedCrl> CurrentListAsync(CancellationToken cancellationToken) =>
        new(PublicAddresses.CrlName(Name), await _lists.CurrentAsync(Name, _authority, cancellationToken));
}
