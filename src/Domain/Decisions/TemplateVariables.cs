using System.Collections.Frozen;

namespace Chancery.Domain;

/// <summary>The variables of facts of Intune 1.4 and where their values come from. Names are compared without case.</summary>
internal static class TemplateVariables
{
    private static readonly FrozenDictionary<string, Func<ManagedDevice, User?, string?>> Known =
        new Dictionary<string, Func<ManagedDevice, User?, string?>>
        {
            ["UserName"] = (_, user) => user?.UserPrincipalName.Split('@')[0],
            ["UserPrincipalName"] = (_, user) => user?.UserPrincipalName,
            ["EmailAddress"] = (_, user) => user?.Mail,
            ["DisplayName"] = (_, user) => user?.DisplayName,
            ["GivenName"] = (_, user) => user?.GivenName,
            ["SurName"] = (_, user) => user?.Surname,
            ["OnPrem_Distinguished_Name"] = (_, user) => user?.OnPremisesDistinguishedName,
            ["OnPremisesSamAccountName"] = (_, user) => user?.OnPremisesSamAccountName,
            ["AAD_Device_ID"] = (device, _) => device.Id.ToString(),
            ["AzureADDeviceId"] = (device, _) => device.Id.ToString(),
            ["DeviceId"] = (device, _) => device.Id.ToString(),
            ["DeviceName"] = (device, _) => device.DeviceName,
            ["SerialNumber"] = (device, _) => device.SerialNumber,
            ["Device_Serial"] = (device, _) => device.SerialNumber,
            ["IMEI"] = (device, _) => device.Imei,
            ["IMEINumber"] = (device, _) => device.Imei,
            ["Device_IMEI"] = (device, _) => device.Imei,
            ["MEID"] = (device, _) => device.Meid,
            ["WiFiMacAddress"] = (device, _) => device.WiFiMacAddress,

            // Facts of a directory this server does not read: known names, so the error says "missing", as Intune's does for a user who lacks them.
            ["OnPremisesSecurityIdentifier"] = (_, _) => null,
            ["FullyQualifiedDomainName"] = (_, _) => null,
            ["Department"] = (_, _) => null,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Result<string> Value(string name, ManagedDevice device, User? user)
    {
        var target = "{{" + name + "}}";
        if (!Known.TryGetValue(name.Trim(), out var value))
        {
            return new Error("templateVariableUnknown", target);
        }

        return value(device, user) is { Length: > 0 } text ? text : new Error("templateVariableMissing", target);
    }
}
