using System.Collections.Immutable;
using Chancery.Domain;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>Reads profiles in clear, for the simulated devices.</summary>
public static class ProfileReader
{
    /// <summary>
    /// Reads a profile. Fails with the codes of <see cref="Plist.Parse"/>, or with <c>profileMalformed</c>; an encrypted profile must
    /// be opened first (<see cref="ProfileEncryption"/>), a signed one have its signature taken off.
    /// </summary>
    /// <param name="profile">The profile, XML.</param>
    public static Result<ConfigurationProfile> Read(ReadOnlySpan<byte> profile)
    {
        var parsed = Plist.ParseDictionary(profile);
        return parsed.IsOk ? Read(parsed.Value) : parsed.Error;
    }

    private static Result<ConfigurationProfile> Read(PlistDictionary plist)
    {
        if (plist.Text("PayloadType") != "Configuration")
        {
            return Malformed("PayloadType");
        }

        if (plist.Text("PayloadIdentifier") is not { Length: > 0 } identifier)
        {
            return Malformed("PayloadIdentifier");
        }

        if (plist.Uuid("PayloadUUID") is not { } uuid)
        {
            return Malformed("PayloadUUID");
        }

        if (plist.Dictionaries("PayloadContent") is not { } contents)
        {
            return Malformed("PayloadContent");
        }

        var payloads = ImmutableArray.CreateBuilder<ProfilePayload>();
        foreach (var content in contents)
        {
            var payload = PayloadReader.Read(content);
            if (!payload.IsOk)
            {
                return payload.Error;
            }

            payloads.Add(payload.Value);
        }

        return new ConfigurationProfile
        {
            PayloadIdentifier = identifier,
            PayloadUuid = uuid,
            PayloadDisplayName = plist.Text("PayloadDisplayName"),
            PayloadDescription = plist.Text("PayloadDescription"),
            PayloadOrganization = plist.Text("PayloadOrganization"),
            UserScope = plist.Text("PayloadScope") == "User",
            Payloads = payloads.DrainToImmutable(),
        };
    }

    private static Error Malformed(string key) => new("profileMalformed", key);
}
