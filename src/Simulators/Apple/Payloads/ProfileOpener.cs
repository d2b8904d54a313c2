using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple;
using Chancery.Pki;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>Takes a configuration profile out of its wrappings: a CMS signature, encryption to the device.</summary>
internal static class ProfileOpener
{
    /// <summary>Opens a profile with the device's identity, if it has one.</summary>
    public static Outcome<OpenedProfile> Open(byte[] profile, X509Certificate2? identity)
    {
        // A CMS message is a DER (or BER) SEQUENCE; a property list begins with text.
        var isSigned = profile is [0x30, ..];
        if (isSigned)
        {
            var verified = SignedData.Verify(profile, null);
            if (!verified.IsOk)
            {
                return DeviceErrors.BadSignature(verified.Error.Detail);
            }

            profile = verified.Value.Content.ToArray();
        }

        var parsed = Plist.ParseDictionary(profile);
        return parsed.IsOk ? Read(parsed.Value, isSigned, identity) : DeviceErrors.MalformedProfile(parsed.Error.Code);
    }

    private static Outcome<OpenedProfile> Read(PlistDictionary outer, bool isSigned, X509Certificate2? identity)
    {
        var fields = new FieldReader(outer, "profile");
        var isEncrypted = fields.Boolean("IsEncrypted", otherwise: false);
        var opened = new OpenedProfile(
            fields.Text("PayloadIdentifier"), fields.Uuid("PayloadUUID"), fields.OptionalText("PayloadDisplayName"),
            fields.OptionalText("PayloadOrganization"), fields.OptionalText("PayloadScope"), isEncrypted, isSigned, [], []);
        fields.Require(fields.Text("PayloadType") == "Configuration", DeviceErrors.UnsupportedProfileValue("PayloadType is not Configuration."));
        fields.Require(fields.Integer("PayloadVersion", 0) == 1, DeviceErrors.UnsupportedPayloadVersion("profile"));
        fields.Require(opened.Scope is null or "System" or "User", DeviceErrors.UnsupportedProfileValue("PayloadScope is neither System nor User."));
        if (fields.Error is { } error)
        {
            return error;
        }

        var content = isEncrypted ? Decrypt(fields, identity) : InClear(fields);
        return content.Error is { } failed ? failed : WithContent(opened, outer, content.Value);
    }

    private static Outcome<PlistArray> InClear(FieldReader fields)
    {
        var content = fields.OptionalArray("PayloadContent");
        return fields.Error is { } error ? error : content is null ? DeviceErrors.EmptyProfile() : content;
    }

    // Apple, "Configuration Profile Reference", on encrypted profiles: EncryptedPayloadContent is CMS EnvelopedData over the PayloadContent
    // array, serialised as a property list of its own whose outermost value is that array.
    private static Outcome<PlistArray> Decrypt(FieldReader fields, X509Certificate2? identity)
    {
        var sealedContent = fields.Data("EncryptedPayloadContent");
        if (fields.Error is { } error)
        {
            return error;
        }

        using var key = identity?.GetRSAPrivateKey();
        if (identity is null || key is null)
        {
            return DeviceErrors.CannotDecrypt("The device has no identity to decrypt the profile with.");
        }

        var decrypted = EnvelopedData.Decrypt(sealedContent, identity, key);
        if (!decrypted.IsOk)
        {
            return DeviceErrors.CannotDecrypt("The profile is not encrypted to this device.");
        }

        var parsed = Plist.Parse(decrypted.Value);
        CryptographicOperations.ZeroMemory(decrypted.Value);
        return parsed is { IsOk: true, Value: PlistArray array } ? array : DeviceErrors.MalformedProfile("The decrypted content is not an array.");
    }

    private static Outcome<OpenedProfile> WithContent(OpenedProfile opened, PlistDictionary outer, PlistArray content)
    {
        var payloads = content.Items.OfType<PlistDictionary>().ToList();
        if (payloads.Count == 0)
        {
            return DeviceErrors.EmptyProfile();
        }

        if (payloads.Count < content.Items.Length)
        {
            return DeviceErrors.MalformedProfile("A payload is not a dictionary.");
        }

        var clear = new PlistDictionary();
        foreach (var (key, value) in outer.Where(field => field.Key is not ("IsEncrypted" or "EncryptedPayloadContent" or "PayloadContent")))
        {
            clear.Add(key, value);
        }

        clear.Add("PayloadContent", content);
        return opened with { Payloads = payloads, Clear = Plist.Write(clear) };
    }
}
