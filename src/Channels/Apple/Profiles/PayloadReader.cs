using Chancery.Domain;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>Reads one payload: what its type requires must be there, the rest has Apple's defaults.</summary>
internal static class PayloadReader
{
    public static Result<ProfilePayload> Read(PlistDictionary plist)
    {
        if (plist.Text("PayloadIdentifier") is not { Length: > 0 } identifier)
        {
            return Malformed("PayloadIdentifier");
        }

        if (plist.Uuid("PayloadUUID") is not { } uuid)
        {
            return Malformed("PayloadUUID");
        }

        var payload = plist.Text("PayloadType") switch
        {
            PayloadTypes.Root => Certificate(plist, root: true, identifier, uuid),
            PayloadTypes.Intermediate => Certificate(plist, root: false, identifier, uuid),
            PayloadTypes.Pkcs12 => Identity(plist, identifier, uuid),
            PayloadTypes.EasAccount => EasAccountFields.Read(plist, identifier, uuid),
            PayloadTypes.IdentityPreference => Preference(plist, ApplePreferenceKind.Identity, identifier, uuid),
            PayloadTypes.CertificatePreference => Preference(plist, ApplePreferenceKind.Certificate, identifier, uuid),
            PayloadTypes.Scep => Scep(plist, identifier, uuid),
            PayloadTypes.Mdm => Mdm(plist, identifier, uuid),
            { } other => Result<ProfilePayload>.Ok(new UnknownPayload(other) { PayloadIdentifier = identifier, PayloadUuid = uuid }),
            null => Malformed("PayloadType"),
        };
        return payload.IsOk ? payload.Value with { PayloadDisplayName = plist.Text("PayloadDisplayName") } : payload;
    }

    private static Result<ProfilePayload> Certificate(PlistDictionary plist, bool root, string identifier, Guid uuid) =>
        plist.Data("PayloadContent") is { } certificate
            ? new CertificatePayload(certificate, root) { PayloadIdentifier = identifier, PayloadUuid = uuid }
            : Malformed("PayloadContent");

    private static Result<ProfilePayload> Identity(PlistDictionary plist, string identifier, Guid uuid)
    {
        if (plist.Data("PayloadContent") is not { } pkcs12)
        {
            return Malformed("PayloadContent");
        }

        // Apple's defaults, when the keys are missing.
        var extractable = plist.Boolean("KeyIsExtractable") ?? true;
        var everyApp = plist.Boolean("AllowAllAppsAccess") ?? false;
        return plist.Text("Password") is { } password
            ? new IdentityPayload(new Pkcs12Content(pkcs12, password), extractable, everyApp) { PayloadIdentifier = identifier, PayloadUuid = uuid }
            : Malformed("Password");
    }

    private static Result<ProfilePayload> Preference(PlistDictionary plist, ApplePreferenceKind kind, string identifier, Guid uuid)
    {
        if (plist.Text("Name") is not { } name)
        {
            return Malformed("Name");
        }

        return plist.Uuid("PayloadCertificateUUID") is { } certificate
            ? new PreferencePayload(kind, name, certificate) { PayloadIdentifier = identifier, PayloadUuid = uuid }
            : Malformed("PayloadCertificateUUID");
    }

    private static Result<ProfilePayload> Scep(PlistDictionary plist, string identifier, Guid uuid)
    {
        if (plist.Dictionary("PayloadContent") is not { } content)
        {
            return Malformed("PayloadContent");
        }

        if (content.Text("URL") is not { } url)
        {
            return Malformed("URL");
        }

        var spec = new AppleScepSpec(
            url, content.Text("Name") ?? string.Empty, CommonName(content), content.Text("Challenge") ?? string.Empty, content.Data("CAFingerprint"))
        {
            KeySize = (int)Math.Clamp(content.Integer("Keysize") ?? 1024, 0, 16384),
            KeyUsage = (int)Math.Clamp(content.Integer("Key Usage") ?? 0, 0, 255),
        };
        return new ScepPayload(spec) { PayloadIdentifier = identifier, PayloadUuid = uuid };
    }

    // [[["CN", "..."]], ...]: the first common name, by its shortcut or its OID.
    private static string CommonName(PlistDictionary content)
    {
        var pairs = (content.Array("Subject")?.Items ?? []).OfType<PlistArray>().SelectMany(name => name.Items).OfType<PlistArray>();
        foreach (var pair in pairs)
        {
            if (pair.Items is [PlistString("CN" or "2.5.4.3"), PlistString(var value)])
            {
                return value;
            }
        }

        return string.Empty;
    }

    private static Result<ProfilePayload> Mdm(PlistDictionary plist, string identifier, Guid uuid)
    {
        if (plist.Uuid("IdentityCertificateUUID") is not { } identity)
        {
            return Malformed("IdentityCertificateUUID");
        }

        if (plist.Text("Topic") is not { } topic)
        {
            return Malformed("Topic");
        }

        if (plist.Text("ServerURL") is not { } server)
        {
            return Malformed("ServerURL");
        }

        // Apple: without a CheckInURL, the device checks in at the ServerURL.
        var spec = new AppleMdmSpec(server, plist.Text("CheckInURL") ?? server, topic)
        {
            AccessRights = (AppleAccessRights)Math.Clamp(plist.Integer("AccessRights") ?? 0, 0, 8191),
            SignMessage = plist.Boolean("SignMessage") ?? false,
            CheckOutWhenRemoved = plist.Boolean("CheckOutWhenRemoved") ?? false,
            PerUserConnections = plist.Array("ServerCapabilities")?.Items.Contains(new PlistString(PayloadTypes.PerUserConnections)) == true,
        };
        return new MdmPayload(spec, identity) { PayloadIdentifier = identifier, PayloadUuid = uuid };
    }

    private static Error Malformed(string key) => new("profileMalformed", key);
}
