using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Simulators.Apple.Payloads;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>What must happen once the answer to a command is on its way.</summary>
internal enum Aftermath
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The MDM profile goes, and all it managed.</summary>
    Unenroll,

    /// <summary>The device is erased.</summary>
    Erase,

    /// <summary>The server no longer knows the device: as <see cref="Unenroll"/>, but there is nobody to tell.</summary>
    Disown,
}

/// <summary>Does what commands say, on the device's stores.</summary>
internal sealed class CommandObeyer(DeviceFacts facts, ProfileStore profiles, Keychain keychain, ProfileInstaller installer)
{
    /// <summary>Whether the device is locked.</summary>
    public bool IsLocked { get; set; }

    /// <summary>How many deferrable commands to put off from now on.</summary>
    public int NotNowLeft { get; set; }

    /// <summary>Every profile received that could be opened, in clear, in order.</summary>
    public List<OpenedProfile> Opened { get; } = [];

    /// <summary>Does a command, or puts it off.</summary>
    public async Task<(CommandAnswer Answer, Aftermath After)> ObeyAsync(AppleCommand command, MdmChannel channel, CancellationToken cancellation)
    {
        var enrollment = profiles.Enrollment!;
        if (Right(command) is var right && (right & enrollment.Mdm!.AccessRights) != right)
        {
            return (CommandAnswer.Of(DeviceErrors.NotAuthorised(command.GetType().Name)), Aftermath.None);
        }

        if (PutsOff(command))
        {
            return (CommandAnswer.NotNow, Aftermath.None);
        }

        return command switch
        {
            InstallProfile install => (CommandAnswer.Of(await InstallAsync(install.Payload, channel, cancellation)), Aftermath.None),
            RemoveProfile remove => Remove(remove.Identifier, channel, enrollment),
            ProfileList list => (CommandAnswer.Acknowledged with { Profiles = ListProfiles(list.ManagedOnly, channel) }, Aftermath.None),
            CertificateList list => (CommandAnswer.Acknowledged with { Certificates = ListCertificates(list.ManagedOnly, channel) }, Aftermath.None),
            DeviceInformation query => (CommandAnswer.Acknowledged with { QueryResponses = Inform(query) }, Aftermath.None),
            SecurityInfo => (CommandAnswer.Acknowledged with { SecurityInfo = facts.SecurityInfo() }, Aftermath.None),
            EraseDevice => (CommandAnswer.Acknowledged, Aftermath.Erase),
            DeviceLock => (Lock(), Aftermath.None),
            UnknownCommand unknown => (CommandAnswer.Of(DeviceErrors.UnknownCommand(unknown.RequestType)), Aftermath.None),
            _ => (CommandAnswer.Of(DeviceErrors.UnknownCommand(command.GetType().Name)), Aftermath.None),
        };
    }

    /// <summary>
    /// Apple, "Handling a NotNow response": queries, lock and erase are always done; what changes the device may have to wait, until it
    /// is unlocked for instance.
    /// </summary>
    private bool PutsOff(AppleCommand command)
    {
        if (command is not (InstallProfile or RemoveProfile))
        {
            return false;
        }

        if (NotNowLeft > 0)
        {
            NotNowLeft--;
            return true;
        }

        return IsLocked;
    }

    private async Task<DeviceError?> InstallAsync(byte[] profile, MdmChannel channel, CancellationToken cancellation)
    {
        var opened = ProfileOpener.Open(profile, EnrollmentIdentity.Of(profiles.Enrollment)?.Certificate);
        if (opened.Error is { } error)
        {
            return DeviceErrors.InstallationFailed(error);
        }

        Opened.Add(opened.Value);
        var isRenewal = opened.Value.Identifier == profiles.Enrollment?.Identifier && !channel.IsUser;
        return await installer.InstallAsync(opened.Value, channel, isManaged: !isRenewal, cancellation);
    }

    private (CommandAnswer Answer, Aftermath After) Remove(string identifier, MdmChannel channel, DeviceProfile enrollment)
    {
        var profile = profiles.Find(identifier, channel);
        if (profile == enrollment)
        {
            return (CommandAnswer.Acknowledged, Aftermath.Unenroll);
        }

        if (profile is not { IsManaged: true })
        {
            return (CommandAnswer.Of(profile is null ? DeviceErrors.ProfileNotFound(identifier) : DeviceErrors.ProfileNotManaged(identifier)), Aftermath.None);
        }

        profiles.Remove(profile);
        return (CommandAnswer.Acknowledged, Aftermath.None);
    }

    private ImmutableArray<InstalledProfile> ListProfiles(bool managedOnly, MdmChannel channel) =>
    [
        .. profiles.All.Where(profile => profile.Channel == channel && (profile.IsManaged || !managedOnly)).Select(profile => new InstalledProfile
        {
            PayloadIdentifier = profile.Identifier,
            PayloadUuid = profile.Uuid,
            PayloadDisplayName = profile.DisplayName,
            PayloadOrganization = profile.Organization,
            IsManaged = profile.IsManaged,
            IsEncrypted = profile.IsEncrypted,
            PayloadTypes = [.. profile.Payloads.Select(payload => payload.Type)],
        }),
    ];

    private ImmutableArray<InstalledCertificate> ListCertificates(bool managedOnly, MdmChannel channel)
    {
        var managed = profiles.All.Where(profile => profile.IsManaged).Select(profile => profile.Identifier).ToHashSet(StringComparer.Ordinal);
        var identities = keychain.Identities.Where(identity => identity.Channel == channel)
            .Where(identity => !managedOnly || (identity.ProfileIdentifier is { } from && managed.Contains(from)))
            .Select(identity => Describe(identity.Certificate, isIdentity: true));
        var others = keychain.Certificates.Where(entry => entry.Channel == channel)
            .Where(entry => !managedOnly || managed.Contains(entry.ProfileIdentifier))
            .Select(entry => Describe(entry.Certificate, isIdentity: false));
        return [.. identities.Concat(others)];
    }

    private static InstalledCertificate Describe(X509Certificate2 certificate, bool isIdentity) =>
        new(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.RawData, isIdentity);

    private PlistDictionary Inform(DeviceInformation query)
    {
        var answers = new PlistDictionary();
        foreach (var name in query.Queries.Distinct(StringComparer.Ordinal))
        {
            answers.Add(name, facts.Query(name));
        }

        return answers;
    }

    private CommandAnswer Lock()
    {
        IsLocked = true;
        return CommandAnswer.Acknowledged;
    }

    private static int Right(AppleCommand command) => command switch
    {
        InstallProfile or RemoveProfile => 2,
        ProfileList or CertificateList => 1,
        DeviceLock => 4,
        EraseDevice => 8,
        DeviceInformation => 16,
        SecurityInfo => 1024,
        _ => 0,
    };
}
