using System.Security.Cryptography.X509Certificates;

namespace Chancery.Simulators.Apple.Store;

/// <summary>A certificate without a key on a device.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="IsAnchor">Whether chains may end at it (<c>com.apple.security.root</c>); an intermediate otherwise.</param>
/// <param name="Channel">Where it is trusted.</param>
/// <param name="ProfileIdentifier">The profile that brought it.</param>
public sealed record DeviceCertificate(X509Certificate2 Certificate, bool IsAnchor, MdmChannel Channel, string ProfileIdentifier);
