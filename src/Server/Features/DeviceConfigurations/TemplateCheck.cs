using Chancery.Domain;
using Chancery.Server.Graph;

namespace Chancery.Server.Features.DeviceConfigurations;

/// <summary>
/// Tries a profile's templates when it is written, on a person and a device who have everything: a typing error shows now, not on every device.
/// </summary>
internal static class TemplateCheck
{
    private static readonly ManagedDevice Device = new()
    {
        Id = Guid.Empty,
        EnrollmentId = Guid.Empty,
        Platform = Platform.IOS,
        DeviceName = "device",
        SerialNumber = "1",
        Imei = "1",
        Meid = "1",
        WiFiMacAddress = "1",
    };

    private static readonly User User = new(Guid.Empty, "user@example.test", "user@example.test", "User", "Given", "Surname");

    /// <summary>Refuses a subject that no person could have.</summary>
    internal static void Subject(GraphReader reader, string name, string template) => Check(reader, name, Templates.ResolveSubject(template, Device, User));

    /// <summary>Refuses an address that no person could have.</summary>
    internal static void Text(GraphReader reader, string name, string template) => Check(reader, name, Templates.Resolve(template, Device, User));

    private static void Check(GraphReader reader, string name, Result<string> resolved)
    {
        // What is only missing here may be there for some person.
        if (resolved.Error is { } error && error.Code != "templateVariableMissing")
        {
            reader.Fail(name, $"{error.Target} {error.Detail}".Trim(), error.Code);
        }
    }
}
