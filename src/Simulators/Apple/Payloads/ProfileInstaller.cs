using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using Chancery.Simulators.Apple.Protocol;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>
/// Turns an opened profile into what it brings. All of it is judged before any of it is installed: a refused profile changes nothing,
/// and a refused replacement leaves its predecessor as it was.
/// </summary>
internal sealed class ProfileInstaller(ProfileStore profiles, bool isMac, TimeProvider clock)
{
    /// <summary>Installs or replaces a profile on a channel.</summary>
    public async Task<DeviceError?> InstallAsync(OpenedProfile opened, MdmChannel channel, bool isManaged, CancellationToken cancellation)
    {
        var prepared = await PrepareAsync(opened, channel, isManaged, isEnrolling: false, cancellation);
        if (prepared.Error is { } error)
        {
            return DeviceErrors.InstallationFailed(error);
        }

        profiles.Put(prepared.Value);
        return null;
    }

    /// <summary>Judges a profile and gathers what it brings (an identity by SCEP included), without installing it.</summary>
    public async Task<Outcome<DeviceProfile>> PrepareAsync(
        OpenedProfile opened, MdmChannel channel, bool isManaged, bool isEnrolling, CancellationToken cancellation)
    {
        if (WrongScope(opened, channel) is { } misplaced)
        {
            return misplaced;
        }

        var read = PayloadReader.ReadAll(opened.Payloads, new InstallPlace(isMac, channel));
        if (read.Error is { } unreadable)
        {
            return unreadable;
        }

        var mdm = read.Value.OfType<MdmPayload>().ToList();
        var refusal = mdm.Count > 1 ? DeviceErrors.SecondMdm()
            : isEnrolling ? null
            : channel.IsUser ? null
            : MdmUpdateRules.Refusal(profiles.Enrollment, opened.Identifier, mdm.FirstOrDefault()?.Settings);
        if (refusal is not null)
        {
            return refusal;
        }

        var identities = await IdentitiesAsync(opened, read.Value, channel, cancellation);
        return identities.Error is { } failed ? failed : Assemble(opened, read.Value, identities.Value, channel, isManaged);
    }

    // macOS keeps a scope's profiles on that scope's channel; iOS has one place and ignores the key.
    private DeviceError? WrongScope(OpenedProfile opened, MdmChannel channel) =>
        isMac && opened.Scope is not null && (opened.Scope == "User") != channel.IsUser
            ? DeviceErrors.UnsupportedProfileValue($"A profile of scope {opened.Scope} came on the {(channel.IsUser ? "user" : "device")} channel.")
            : null;

    private async Task<Outcome<ImmutableArray<KeychainIdentity>>> IdentitiesAsync(
        OpenedProfile opened, ImmutableArray<Payload> payloads, MdmChannel channel, CancellationToken cancellation)
    {
        var identities = ImmutableArray.CreateBuilder<KeychainIdentity>();
        foreach (var payload in payloads)
        {
            if (payload is IdentityPayload brought)
            {
                identities.Add(Brought(brought, opened.Identifier, channel));
            }
            else if (payload is ScepPayload scep)
            {
                using var http = new DeviceHttp(TlsAnchors(payloads), identity: null, clock);
                var made = await new ScepEnroller(http).EnrollAsync(scep.Settings, cancellation);
                if (made.Error is { } error)
                {
                    return error;
                }

                identities.Add(Made(scep, made.Value, opened.Identifier, channel));
            }
        }

        return identities.ToImmutable();
    }

    /// <summary>A profile's own roots count for its own SCEP server, beside those the device is enrolled under.</summary>
    private X509Certificate2Collection TlsAnchors(ImmutableArray<Payload> payloads) =>
    [
        .. payloads.OfType<CertificatePayload>().Where(payload => payload.IsAnchor).Select(payload => payload.Certificate),
        .. profiles.Enrollment?.Certificates.Where(entry => entry.IsAnchor).Select(entry => entry.Certificate) ?? [],
    ];

    private static KeychainIdentity Brought(IdentityPayload payload, string profile, MdmChannel channel) => new()
    {
        Thumbprint = CertificateReader.Thumbprint(payload.Identity.Certificate),
        Certificate = payload.Identity.Certificate,
        Key = payload.Identity.Key,
        Chain = payload.Identity.Chain,
        Channel = channel,
        ProfileIdentifier = profile,
        PayloadUuid = payload.Header.Uuid,
        Pkcs12 = payload.Pkcs12,
        Password = payload.Password,
        KeyIsExtractable = payload.KeyIsExtractable,
    };

    private static KeychainIdentity Made(ScepPayload payload, X509Certificate2 certificate, string profile, MdmChannel channel) => new()
    {
        Thumbprint = CertificateReader.Thumbprint(certificate),
        Certificate = certificate,
        Key = certificate.GetRSAPrivateKey()!,
        Channel = channel,
        ProfileIdentifier = profile,
        PayloadUuid = payload.Header.Uuid,
    };

    private Outcome<DeviceProfile> Assemble(
        OpenedProfile opened, ImmutableArray<Payload> payloads, ImmutableArray<KeychainIdentity> identities, MdmChannel channel, bool isManaged)
    {
        var linker = new IdentityLinker(identities, channel);
        var accounts = payloads.OfType<AccountPayload>().Select(linker.Link).ToImmutableArray();
        var preferences = payloads.OfType<PreferencePayload>().Select(linker.Link).OfType<CertificatePreference>().ToImmutableArray();
        var mdm = payloads.OfType<MdmPayload>().FirstOrDefault();
        if (mdm is not null)
        {
            _ = linker.Find(mdm.Settings.IdentityCertificateUuid, "IdentityCertificateUUID", mdm.Header.Type);
        }

        if ((linker.Error ?? Twin(opened, channel, accounts)) is { } error)
        {
            return error;
        }

        return new DeviceProfile
        {
            Identifier = opened.Identifier,
            Uuid = opened.Uuid,
            DisplayName = opened.DisplayName,
            Organization = opened.Organization,
            Channel = channel,
            IsManaged = isManaged,
            IsEncrypted = opened.IsEncrypted,
            Clear = opened.Clear,
            Payloads = [.. payloads.Select(payload => payload.Header)],
            Identities = identities,
            Certificates =
            [
                .. payloads.OfType<CertificatePayload>()
                    .Select(payload => new DeviceCertificate(payload.Certificate, payload.IsAnchor, channel, opened.Identifier)),
            ],
            Accounts = accounts,
            Preferences = preferences,
            Mdm = mdm?.Settings,
        };
    }

    /// <summary>Two profiles cannot both describe the account of one address at one host.</summary>
    private DeviceError? Twin(OpenedProfile opened, MdmChannel channel, ImmutableArray<MailAccount> accounts) =>
        profiles.All.Where(other => other.Identifier != opened.Identifier || other.Channel != channel).SelectMany(other => other.Accounts)
            .FirstOrDefault(other => accounts.Any(account => account.EmailAddress == other.EmailAddress && account.Host == other.Host)) is { } twin
            ? DeviceErrors.AccountExists(twin.EmailAddress)
            : null;
}
