using Chancery.Channels.Apple;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>A profile whose outside was read: signature taken off, content decrypted, payloads not yet judged.</summary>
/// <param name="Identifier">PayloadIdentifier.</param>
/// <param name="Uuid">PayloadUUID.</param>
/// <param name="DisplayName">PayloadDisplayName.</param>
/// <param name="Organization">PayloadOrganization.</param>
/// <param name="Scope">PayloadScope: System, User or nothing.</param>
/// <param name="IsEncrypted">Whether it came encrypted.</param>
/// <param name="IsSigned">Whether it came signed.</param>
/// <param name="Payloads">PayloadContent.</param>
/// <param name="Clear">The profile as a property list in clear.</param>
internal sealed record OpenedProfile(
    string Identifier, Guid Uuid, string? DisplayName, string? Organization, string? Scope, bool IsEncrypted, bool IsSigned,
    IReadOnlyList<PlistDictionary> Payloads, byte[] Clear)
{
    /// <summary>The identifier alone: payloads hold keys and challenges.</summary>
    public override string ToString() => $"OpenedProfile {{ {Identifier} }}";
}
