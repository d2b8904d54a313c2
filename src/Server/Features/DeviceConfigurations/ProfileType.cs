using System.Collections.Frozen;
using Chancery.Domain;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>A type of <c>deviceConfiguration</c>: how Graph speaks of one of the four kinds for one platform, or we for all.</summary>
/// <param name="ODataType">Its name.</param>
/// <param name="Kind">The kind of profile it is.</param>
/// <param name="Platforms">The platforms it is for.</param>
internal sealed record ProfileType(string ODataType, ProfileKind Kind, IReadOnlyList<Platform> Platforms)
{
    private static readonly FrozenDictionary<string, ProfileType> Known = new ProfileType[]
    {
        new("#microsoft.graph.iosTrustedRootCertificate", ProfileKind.TrustedCertificate, [Platform.IOS]),
        new("#microsoft.graph.macOSTrustedRootCertificate", ProfileKind.TrustedCertificate, [Platform.MacOS]),
        new("#microsoft.graph.iosPkcsCertificateProfile", ProfileKind.PkcsCertificate, [Platform.IOS]),
        new("#microsoft.graph.macOSPkcsCertificateProfile", ProfileKind.PkcsCertificate, [Platform.MacOS]),
        new("#microsoft.graph.iosImportedPFXCertificateProfile", ProfileKind.ImportedPfx, [Platform.IOS]),
        new("#microsoft.graph.macOSImportedPFXCertificateProfile", ProfileKind.ImportedPfx, [Platform.MacOS]),
        new("#microsoft.graph.iosEasEmailProfileConfiguration", ProfileKind.Email, [Platform.IOS]),
        new("#chancery.trustedCertificateProfile", ProfileKind.TrustedCertificate, [Platform.IOS, Platform.MacOS]),
        new("#chancery.pkcsCertificateProfile", ProfileKind.PkcsCertificate, [Platform.IOS, Platform.MacOS]),
        new("#chancery.importedPfxProfile", ProfileKind.ImportedPfx, [Platform.IOS, Platform.MacOS]),
        new("#chancery.emailProfile", ProfileKind.Email, [Platform.IOS, Platform.MacOS]),
    }.ToFrozenDictionary(type => type.ODataType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the type is one of ours rather than Graph's.</summary>
    internal bool IsOurs => ODataType.StartsWith("#chancery.", StringComparison.Ordinal);

    /// <summary>The type of that name; some clients leave out the number sign.</summary>
    internal static ProfileType? Find(string name) => Known.GetValueOrDefault(name.StartsWith('#') ? name : "#" + name);
}
