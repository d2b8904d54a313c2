using Chancery.Domain;
using Chancery.Simulators.Apple;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.MailApps;

/// <summary>What the device's mail app knows about its owner's mail, taken from profiles alone.</summary>
/// <param name="Address">The owner's address.</param>
/// <param name="Signing">The identity that signs, if the configuration names one and switches signing on.</param>
/// <param name="Encryption">The identity whose certificate others shall encrypt to, if the configuration names one.</param>
/// <param name="EncryptsByDefault">Whether mail is encrypted without being asked.</param>
internal sealed record MailSettings(string Address, KeychainIdentity? Signing, KeychainIdentity? Encryption, bool EncryptsByDefault)
{
    /// <summary>The settings as they stand now; null where the device has no mail configured.</summary>
    public static MailSettings? Of(SimulatedAppleDevice device) => device.Platform == Platform.MacOS ? OfMac(device) : OfIPhone(device);

    private static MailSettings? OfIPhone(SimulatedAppleDevice device) => device.Profiles.Accounts.FirstOrDefault() is { } account
        ? new MailSettings(account.EmailAddress, account.Signs ? account.SigningIdentity : null, account.EncryptionIdentity, account.EncryptsByDefault)
        : null;

    // Mail on a Mac has no S/MIME switch: a preference in the keychain for the address is all there is.
    private static MailSettings? OfMac(SimulatedAppleDevice device)
    {
        var preferences = device.Keychain.Preferences.Where(preference => preference.Channel == device.PersonalChannel).ToList();
        var address = preferences.Find(preference => preference.ForSigning)?.Address ?? preferences.FirstOrDefault()?.Address;
        return address is null ? null : new MailSettings(address, Preferred(forSigning: true), Preferred(forSigning: false), EncryptsByDefault: false);

        KeychainIdentity? Preferred(bool forSigning) => preferences
            .Find(preference => preference.ForSigning == forSigning && preference.Address.Equals(address, StringComparison.OrdinalIgnoreCase))?.Identity;
    }
}
