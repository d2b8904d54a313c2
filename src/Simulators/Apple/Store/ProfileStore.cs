namespace Chancery.Simulators.Apple.Store;

/// <summary>The profiles on a device.</summary>
public sealed class ProfileStore
{
    private readonly List<DeviceProfile> _profiles = [];
    private readonly List<AccountEvent> _accountEvents = [];

    /// <summary>The profiles, in the order they were first installed.</summary>
    public IReadOnlyList<DeviceProfile> All => _profiles;

    /// <summary>The MDM profile, while the device is enrolled.</summary>
    public DeviceProfile? Enrollment => _profiles.Find(profile => profile.Mdm is not null);

    /// <summary>The mail accounts of all profiles.</summary>
    public IEnumerable<MailAccount> Accounts => _profiles.SelectMany(profile => profile.Accounts);

    /// <summary>The life of the accounts: iOS downloads all mail again whenever one is created.</summary>
    public IReadOnlyList<AccountEvent> AccountEvents => _accountEvents;

    /// <summary>A profile, if it is installed.</summary>
    /// <param name="identifier">Its identifier.</param>
    /// <param name="channel">The channel.</param>
    public DeviceProfile? Find(string identifier, MdmChannel channel) =>
        _profiles.Find(profile => profile.Identifier == identifier && profile.Channel == channel);

    /// <summary>Installs a profile, or replaces the one with its identifier on its channel: all of it at once.</summary>
    internal void Put(DeviceProfile profile)
    {
        var at = _profiles.FindIndex(other => other.Identifier == profile.Identifier && other.Channel == profile.Channel);
        Note(at < 0 ? [] : _profiles[at].Accounts, profile.Accounts);
        if (at < 0)
        {
            _profiles.Add(profile);
        }
        else
        {
            _profiles[at] = profile;
        }
    }

    /// <summary>Removes a profile and so everything it brought.</summary>
    internal void Remove(DeviceProfile profile)
    {
        if (_profiles.Remove(profile))
        {
            Note(profile.Accounts, []);
        }
    }

    private void Note(IReadOnlyCollection<MailAccount> before, IReadOnlyCollection<MailAccount> after)
    {
        foreach (var gone in before.Where(old => !after.Any(old.IsSameAccountAs)))
        {
            _accountEvents.Add(new AccountEvent(AccountEventKind.Removed, gone.EmailAddress));
        }

        foreach (var account in after)
        {
            var kind = before.Any(account.IsSameAccountAs) ? AccountEventKind.Updated : AccountEventKind.Created;
            _accountEvents.Add(new AccountEvent(kind, account.EmailAddress));
        }
    }
}
