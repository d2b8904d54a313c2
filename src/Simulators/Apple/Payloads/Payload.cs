using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Pki;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>A payload that was judged good and is not yet installed.</summary>
internal abstract record Payload(PayloadHeader Header);

/// <summary>A root or an intermediate.</summary>
internal sealed record CertificatePayload(PayloadHeader Header, X509Certificate2 Certificate, bool IsAnchor) : Payload(Header);

/// <summary>An identity in a PKCS#12.</summary>
internal sealed record IdentityPayload(PayloadHeader Header, Pkcs12Identity Identity, byte[] Pkcs12, string Password, bool KeyIsExtractable)
    : Payload(Header)
{
    public override string ToString() => $"IdentityPayload {{ {Header} }}";
}

/// <summary>An identity to be made by SCEP.</summary>
internal sealed record ScepPayload(PayloadHeader Header, ScepSettings Settings) : Payload(Header);

/// <summary>Management.</summary>
internal sealed record MdmPayload(PayloadHeader Header, MdmSettings Settings) : Payload(Header);

/// <summary>An Exchange account; its references to identities are still only UUIDs.</summary>
internal sealed record AccountPayload(PayloadHeader Header, MailAccount Account, Guid? SigningUuid, Guid? EncryptionUuid) : Payload(Header);

/// <summary>An identity or certificate preference.</summary>
internal sealed record PreferencePayload(PayloadHeader Header, string Address, bool ForSigning, Guid IdentityUuid) : Payload(Header);

/// <summary>Where a profile is being installed.</summary>
/// <param name="IsMac">Whether the device is a Mac.</param>
/// <param name="Channel">The channel.</param>
internal sealed record InstallPlace(bool IsMac, MdmChannel Channel);

/// <summary>Reads the payloads this device supports, each in <see cref="PayloadReader"/>'s parts.</summary>
internal static partial class PayloadReader
{
    /// <summary>Reads all payloads of a profile; the first error refuses the profile.</summary>
    public static Outcome<ImmutableArray<Payload>> ReadAll(IReadOnlyList<PlistDictionary> payloads, InstallPlace place)
    {
        var read = ImmutableArray.CreateBuilder<Payload>();
        foreach (var payload in payloads)
        {
            var one = Read(payload, place);
            if (one.Error is { } error)
            {
                return error;
            }

            if (read.FirstOrDefault(other => other.Header.Uuid == one.Value.Header.Uuid) is { } twin)
            {
                return DeviceErrors.DuplicateUuid(twin.Header.Uuid.ToString());
            }

            if (read.FirstOrDefault(other => other.Header.Identifier == one.Value.Header.Identifier) is { } namesake)
            {
                return DeviceErrors.DuplicateIdentifier(namesake.Header.Identifier);
            }

            read.Add(one.Value);
        }

        return read.ToImmutable();
    }

    private static Outcome<Payload> Read(PlistDictionary payload, InstallPlace place)
    {
        var outer = new FieldReader(payload, "payload");
        var header = new PayloadHeader(
            outer.Text("PayloadType"), outer.Text("PayloadIdentifier"), outer.Uuid("PayloadUUID"), outer.OptionalText("PayloadDisplayName"));
        outer.Require(outer.Integer("PayloadVersion", 0) == 1, DeviceErrors.UnsupportedPayloadVersion(header.Type));
        if (outer.Error is { } error)
        {
            return error;
        }

        return Misplaced(header.Type, place) ?? ReadOne(header, payload, new FieldReader(payload, header.Type));
    }

    private static Outcome<Payload> ReadOne(PayloadHeader header, PlistDictionary payload, FieldReader fields) => header.Type switch
    {
        "com.apple.security.root" => Certificate(header, fields, isAnchor: true),
        "com.apple.security.pkcs1" or "com.apple.security.pem" => Certificate(header, fields, isAnchor: false),
        "com.apple.security.pkcs12" => Identity(header, fields),
        "com.apple.security.scep" => Scep(header, fields),
        "com.apple.mdm" => Mdm(header, fields),
        "com.apple.eas.account" => Account(header, payload, fields),
        "com.apple.security.identitypreference" => Preference(header, fields, forSigning: true),
        _ => Preference(header, fields, forSigning: false),
    };

    // Apple, "Profile-Specific Payload Keys": the platforms and channels of each payload.
    private static DeviceError? Misplaced(string type, InstallPlace place)
    {
        var fits = type switch
        {
            "com.apple.security.root" or "com.apple.security.pkcs1" or "com.apple.security.pem" or "com.apple.security.pkcs12"
                or "com.apple.security.scep" => true,
            "com.apple.mdm" => !place.Channel.IsUser,
            "com.apple.eas.account" => !place.IsMac,
            "com.apple.security.identitypreference" or "com.apple.security.certificatepreference" => place.Channel.IsUser,
            _ => false,
        };
        return fits ? null : DeviceErrors.UnsupportedProfileValue($"{type} is not supported on this channel of this device.");
    }
}
