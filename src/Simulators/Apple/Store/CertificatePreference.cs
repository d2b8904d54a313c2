namespace Chancery.Simulators.Apple.Store;

/// <summary>macOS: which identity the keychain prefers for an address.</summary>
/// <param name="Address">The address the preference is for.</param>
/// <param name="ForSigning">True: an identity preference (signs). False: a certificate preference (encrypts).</param>
/// <param name="Identity">The identity, from the same profile.</param>
/// <param name="Channel">The user's channel.</param>
public sealed record CertificatePreference(string Address, bool ForSigning, KeychainIdentity Identity, MdmChannel Channel);
