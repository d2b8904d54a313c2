using Chancery.Channels.Apple;
using Chancery.Pki;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

internal static partial class PayloadReader
{
    private const int InspectProfiles = 1;
    private const int InstallProfiles = 2;
    private const int AllRights = 8191;

    private static Outcome<Payload> Scep(PayloadHeader header, FieldReader outer)
    {
        var content = outer.Dictionary("PayloadContent");
        var fields = new FieldReader(content, header.Type);
        var url = fields.Text("URL");
        var subject = Subject(fields.OptionalArray("Subject"));
        var fingerprint = fields.OptionalData("CAFingerprint");
        var keySize = fields.Integer("Keysize", otherwise: 1024);
        var settings = new ScepSettings(
            Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : new Uri("about:blank"), fields.OptionalText("Name") ?? string.Empty,
            subject ?? string.Empty, fields.OptionalText("Challenge"), fingerprint, (int)keySize, (int)Math.Clamp(fields.Integer("Retries", 3), 0, 10),
            TimeSpan.FromSeconds(Math.Clamp(fields.Integer("RetryDelay", 10), 0, 3600)));
        fields.Require(settings.Url.Scheme is "https" or "http", DeviceErrors.UnsupportedValue("URL", header.Type));
        fields.Require(subject is not null && SubjectName.Parse(subject).IsOk, DeviceErrors.UnsupportedValue("Subject", header.Type));
        fields.Require(keySize is 1024 or 2048 or 4096, DeviceErrors.UnsupportedValue("Keysize", header.Type));
        fields.Require(fingerprint is null or { Length: 20 or 32 }, DeviceErrors.UnsupportedValue("CAFingerprint", header.Type));
        fields.Require((fields.OptionalText("Key Type") ?? "RSA") == "RSA", DeviceErrors.UnsupportedValue("Key Type", header.Type));
        fields.Require(fields.Integer("Key Usage", 1) is 0 or 1 or 4 or 5, DeviceErrors.UnsupportedValue("Key Usage", header.Type));

        // Real devices ask for it in the request; our client cannot yet, and must not pretend.
        fields.Require(content["SubjectAltName"] is null, DeviceErrors.UnsupportedValue("SubjectAltName", header.Type));
        return (outer.Error ?? fields.Error) is { } error ? error : new ScepPayload(header, settings);
    }

    /// <summary>Apple's [[[type, value]], …], one array for each RDN, as a subject; null where it has another shape.</summary>
    private static string? Subject(PlistArray? names)
    {
        var parts = new List<string>();
        foreach (var name in names?.Items ?? [])
        {
            if (name is not PlistArray { Items: [PlistArray { Items: [PlistString type, PlistString value] }] })
            {
                return null;
            }

            parts.Add($"{type.Value}={SubjectName.Escape(value.Value)}");
        }

        return string.Join(',', parts);
    }

    private static Outcome<Payload> Mdm(PayloadHeader header, FieldReader fields)
    {
        var server = fields.HttpsUrl("ServerURL");
        var checkIn = fields.OptionalText("CheckInURL") is null ? server : fields.HttpsUrl("CheckInURL");
        var capabilities = fields.OptionalArray("ServerCapabilities")?.Items ?? [];
        var rights = fields.Integer("AccessRights", otherwise: 0);
        var mode = fields.OptionalText("EnrollmentMode");
        var settings = new MdmSettings
        {
            ServerUrl = server,
            CheckInUrl = checkIn,
            Topic = fields.Text("Topic"),
            AccessRights = rights,
            SignMessage = fields.Boolean("SignMessage", otherwise: false),
            CheckOutWhenRemoved = fields.Boolean("CheckOutWhenRemoved", otherwise: false),
            PerUserConnections = capabilities.Contains(new PlistString("com.apple.mdm.per-user-connections")),
            EnrollmentMode = mode,
            AssignedManagedAppleId = fields.OptionalText("AssignedManagedAppleID"),
            IdentityCertificateUuid = fields.Uuid("IdentityCertificateUUID"),
        };
        fields.Require(
            settings.Topic.StartsWith("com.apple.mgmt.", StringComparison.Ordinal), DeviceErrors.InvalidMdm("The topic does not begin with com.apple.mgmt."));
        fields.Require(mode is null or "BYOD" or "ADDE", DeviceErrors.UnsupportedValue("EnrollmentMode", header.Type));

        // Account-driven enrolment fixes the rights itself; a profile-driven one must name at least one.
        fields.Require(mode is not null || AreRights(rights), DeviceErrors.InvalidAccessRights());
        return fields.Error is { } error ? error : new MdmPayload(header, settings);
    }

    private static bool AreRights(long rights) =>
        rights is > 0 and <= AllRights && ((rights & InstallProfiles) == 0 || (rights & InspectProfiles) != 0) && ((rights & 128) == 0 || (rights & 64) != 0);
}
