using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;
using Chancery.Simulators.Apple.Payloads;
using Chancery.Simulators.Apple.Protocol;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple;

/// <summary>
/// An iPhone or a Mac that speaks the client side of Apple's MDM protocol for real: over HTTPS that trusts only what its enrolment
/// profile brought, with keys it makes itself. It judges profiles by Apple's rules, not by ours, and misbehaves a little, by seed.
/// APNs cannot be simulated: <see cref="SyncAsync"/> stands for the push. Not safe for use by several threads at once.
/// </summary>
public sealed class SimulatedAppleDevice : IDisposable
{
    private readonly SimulatedDeviceOptions _options;
    private readonly DeviceFacts _facts;
    private readonly ProfileInstaller _installer;
    private readonly CommandObeyer _obeyer;
    private readonly MdmSession _session;
    private readonly SeededSource _users;
    private readonly List<MdmChannel> _channels = [MdmChannel.Device];

    /// <summary>A device as it comes out of its box.</summary>
    /// <param name="options">What it is.</param>
    public SimulatedAppleDevice(SimulatedDeviceOptions options)
    {
        _options = options;
        _facts = new DeviceFacts(options);
        _users = new SeededSource(options.Seed, $"{options.Name} users");
        Keychain = new Keychain(Profiles);
        _installer = new ProfileInstaller(Profiles, _facts.IsMac, options.TimeProvider);
        _obeyer = new CommandObeyer(_facts, Profiles, Keychain, _installer);
        _session = new MdmSession(_facts, options, _obeyer, Profiles);
        if (_facts.IsMac)
        {
            _channels.Add(NewUser(options.UserShortName, options.UserLongName));
        }
    }

    /// <summary>The device's name.</summary>
    public string Name => _options.Name;

    /// <summary>The platform.</summary>
    public Domain.Platform Platform => _options.Platform;

    /// <summary>The UDID it reports.</summary>
    public string Udid => _facts.Udid;

    /// <summary>The serial number it reports.</summary>
    public string SerialNumber => _facts.SerialNumber;

    /// <summary>The device's clock.</summary>
    public TimeProvider Clock => _options.TimeProvider;

    /// <summary>Whether it is under management.</summary>
    public DeviceState State { get; private set; }

    /// <summary>Whether it is locked. A locked device answers NotNow to what would change it.</summary>
    public bool IsLocked => _obeyer.IsLocked;

    /// <summary>Its profiles.</summary>
    public ProfileStore Profiles { get; } = new();

    /// <summary>Its keychains.</summary>
    public Keychain Keychain { get; }

    /// <summary>Its channels: the device, and on a Mac each person who has logged in.</summary>
    public IReadOnlyList<MdmChannel> Channels => _channels;

    /// <summary>The channel of the person who uses mail on the device: the first user's on a Mac, the device's own on an iPhone.</summary>
    public MdmChannel PersonalChannel => _channels[_facts.IsMac ? 1 : 0];

    /// <summary>Every command it has received, as received.</summary>
    public IReadOnlyList<ReceivedCommand> Commands => _session.Commands;

    /// <summary>Every profile it has received and could open, in clear: the enrolment profile first.</summary>
    public IReadOnlyList<DecryptedProfile> Received =>
        [.. _obeyer.Opened.Select((opened, at) => new DecryptedProfile(at + 1, opened.Identifier, opened.Uuid, opened.IsEncrypted, opened.Clear))];

    /// <summary>How it has misbehaved.</summary>
    public IReadOnlyList<MischiefDone> MischiefDone => _session.MischiefDone;

    /// <summary>The identity it is, or was last, enrolled under: kept past the end of the enrolment for those who check what it received.</summary>
    public KeychainIdentity? LastIdentity { get; private set; }

    /// <summary>
    /// Installs an enrolment profile as its owner would: from the file, or from the mail it came in. The device is enrolled if the
    /// result is null.
    /// </summary>
    /// <param name="profileOrMail">A signed <c>.mobileconfig</c>, or the <c>.eml</c> it is attached to.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Why it did not enrol; null where it did.</returns>
    public async Task<DeviceError?> EnrollAsync(byte[] profileOrMail, CancellationToken cancellation = default)
    {
        if (Profiles.Enrollment is not null)
        {
            return DeviceErrors.InstallationFailed(DeviceErrors.SecondMdm());
        }

        var error = await TryEnrollAsync(profileOrMail, cancellation);
        return error is null ? null : DeviceErrors.InstallationFailed(error);
    }

    /// <summary>Connects on every channel and obeys until the server has nothing more to say, as if it had been pushed.</summary>
    /// <param name="cancellation">Ends the sync.</param>
    public async Task<SyncResult> SyncAsync(CancellationToken cancellation = default)
    {
        var before = Commands.Count;
        DeviceError? error = State == DeviceState.Enrolled ? null : DeviceErrors.CannotCheckIn("The device is not enrolled.");
        await OpenUserChannelsAsync(cancellation);
        foreach (var channel in _channels.Where(_session.IsOpen))
        {
            var ended = await _session.RunAsync(channel, cancellation);
            error ??= ended.Error;
            if (ended.After != Aftermath.None)
            {
                await EndAsync(ended.After, cancellation);
                break;
            }

            LastIdentity = EnrollmentIdentity.Of(Profiles.Enrollment);
        }

        return new SyncResult([.. Commands.Skip(before)], error);
    }

    /// <summary>The owner removes the MDM profile: everything managed goes, and the server is told if its profile asked for that.</summary>
    /// <param name="cancellation">Ends the attempt.</param>
    public Task CheckOutAsync(CancellationToken cancellation = default) =>
        State == DeviceState.Enrolled ? EndAsync(Aftermath.Unenroll, cancellation) : Task.CompletedTask;

    /// <summary>Answers NotNow to the next commands that a device may put off (those that change it), whatever their channel.</summary>
    /// <param name="count">How many.</param>
    public void AnswerNotNow(int count) => _obeyer.NotNowLeft = count;

    /// <summary>The owner unlocks the device.</summary>
    public void Unlock() => _obeyer.IsLocked = false;

    /// <summary>Another person logs in on the Mac, and her channel opens.</summary>
    /// <param name="shortName">The account's short name.</param>
    /// <param name="longName">The account's full name.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Why the channel did not open; null where it did, or where the server asked for no user channels.</returns>
    public async Task<DeviceError?> LogInAsync(string shortName, string longName, CancellationToken cancellation = default)
    {
        if (!_facts.IsMac)
        {
            return DeviceErrors.CannotCheckIn("Nobody logs in on an iPhone.");
        }

        var user = NewUser(shortName, longName);
        _channels.Add(user);
        return Profiles.Enrollment is { Mdm.PerUserConnections: true } ? await _session.OpenAsync(user, cancellation) : null;
    }

    /// <summary>The owner installs a profile by hand. MDM neither manages nor removes it.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Why it was refused; null where it was installed.</returns>
    public async Task<DeviceError?> InstallByHandAsync(byte[] profile, CancellationToken cancellation = default)
    {
        var opened = ProfileOpener.Open(profile, identity: null);
        if (opened.Error is { } error)
        {
            return DeviceErrors.InstallationFailed(error);
        }

        return await _installer.InstallAsync(opened.Value, PersonalChannel, isManaged: false, cancellation);
    }

    /// <summary>The owner imports an identity by hand.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its key.</param>
    public void ImportByHand(X509Certificate2 certificate, System.Security.Cryptography.AsymmetricAlgorithm key) =>
        Keychain.AddByHand(new KeychainIdentity
        {
            Thumbprint = CertificateReader.Thumbprint(certificate),
            Certificate = certificate,
            Key = key,
            Channel = PersonalChannel,
        });

    /// <summary>
    /// Writes what can be checked without us: <c>device-identity.pem</c>, <c>profiles/*.mobileconfig</c> in clear, <c>commands/*.plist</c>
    /// as received, <c>identities/*.p12</c> of the keychain with each password beside it. The files hold private keys and are made
    /// readable by their owner alone.
    /// </summary>
    /// <param name="folder">The folder; what an earlier export left in it is replaced.</param>
    public void ExportTo(string folder) => DeviceExport.Write(this, folder);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private async Task<DeviceError?> TryEnrollAsync(byte[] profileOrMail, CancellationToken cancellation)
    {
        var profile = MailedProfile.Find(profileOrMail);
        var opened = profile.Error is { } none ? none : ProfileOpener.Open(profile.Value, identity: null);
        if (opened.Error is { } error)
        {
            return error;
        }

        if (!opened.Value.IsSigned)
        {
            return DeviceErrors.BadSignature("An enrolment profile must be signed.");
        }

        var prepared = await _installer.PrepareAsync(opened.Value, MdmChannel.Device, isManaged: false, isEnrolling: true, cancellation);
        var refusal = prepared.Error ?? (prepared.Value.Mdm is null ? DeviceErrors.InvalidMdm("The profile holds no MDM payload.") : null);
        refusal ??= await _session.BeginAsync(prepared.Value, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        Profiles.Put(prepared.Value);
        _obeyer.Opened.Add(opened.Value);
        LastIdentity = EnrollmentIdentity.Of(prepared.Value);
        State = DeviceState.Enrolled;
        await OpenUserChannelsAsync(cancellation);
        return null;
    }

    /// <summary>
    /// A Mac asks for the channels of its users until it has them. A server that refuses one has the device all the same.
    /// </summary>
    private async Task OpenUserChannelsAsync(CancellationToken cancellation)
    {
        var wanted = Profiles.Enrollment is { Mdm.PerUserConnections: true };
        foreach (var user in _channels.Where(channel => wanted && channel.IsUser && !_session.IsOpen(channel)))
        {
            await _session.OpenAsync(user, cancellation);
        }
    }

    private async Task EndAsync(Aftermath how, CancellationToken cancellation)
    {
        var enrollment = Profiles.Enrollment!;
        if (how == Aftermath.Unenroll && enrollment.Mdm!.CheckOutWhenRemoved)
        {
            await _session.CheckOutAsync(cancellation);
        }

        _session.End();
        State = how == Aftermath.Erase ? DeviceState.Fresh : DeviceState.Unenrolled;
        foreach (var profile in Profiles.All.Where(profile => how == Aftermath.Erase || profile.IsManaged || profile == enrollment).ToList())
        {
            Profiles.Remove(profile);
        }

        if (how == Aftermath.Erase)
        {
            Keychain.Erase();
            _obeyer.IsLocked = false;
        }
    }

    private MdmChannel NewUser(string shortName, string longName) => new(DeviceFacts.Uuid(_users), shortName, longName);
}
