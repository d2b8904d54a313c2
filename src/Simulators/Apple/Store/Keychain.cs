using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Apple.Store;

/// <summary>A device's keychains: what its profiles brought, and what people imported by hand.</summary>
public sealed class Keychain
{
    private readonly ProfileStore _profiles;
    private readonly List<KeychainIdentity> _byHand = [];

    internal Keychain(ProfileStore profiles) => _profiles = profiles;

    /// <summary>Every identity. One certificate can be there twice while it moves from one profile to another.</summary>
    public IEnumerable<KeychainIdentity> Identities => _profiles.All.SelectMany(profile => profile.Identities).Concat(_byHand);

    /// <summary>The certificates without keys.</summary>
    public IEnumerable<DeviceCertificate> Certificates => _profiles.All.SelectMany(profile => profile.Certificates);

    /// <summary>macOS: the preferences.</summary>
    public IEnumerable<CertificatePreference> Preferences => _profiles.All.SelectMany(profile => profile.Preferences);

    /// <summary>An identity by its thumbprint (SHA-1, lower-case hexadecimal), if it is there.</summary>
    /// <param name="thumbprint">The thumbprint.</param>
    public KeychainIdentity? Find(string thumbprint) => Identities.FirstOrDefault(identity => identity.Thumbprint == thumbprint);

    /// <summary>What a channel sees: the device's own keychain, and the user's. iPhones have one keychain for all.</summary>
    internal IEnumerable<KeychainIdentity> VisibleTo(MdmChannel channel) =>
        Identities.Where(identity => !identity.Channel.IsUser || identity.Channel == channel);

    /// <summary>The roots a channel trusts.</summary>
    internal X509Certificate2Collection AnchorsFor(MdmChannel channel) => Gather(channel, anchors: true);

    /// <summary>The intermediates a channel knows.</summary>
    internal X509Certificate2Collection IntermediatesFor(MdmChannel channel) => Gather(channel, anchors: false);

    internal void AddByHand(KeychainIdentity identity) => _byHand.Add(identity);

    internal void Erase() => _byHand.Clear();

    private X509Certificate2Collection Gather(MdmChannel channel, bool anchors) =>
        [.. Certificates.Where(entry => entry.IsAnchor == anchors && (!entry.Channel.IsUser || entry.Channel == channel)).Select(entry => entry.Certificate)];
}
