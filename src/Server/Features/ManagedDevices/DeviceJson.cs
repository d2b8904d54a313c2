using System.Text.Json.Nodes;
using Chancery.Domain;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;

namespace Chancery.Server.Features.ManagedDevices;

/// <summary>A device as Graph's <c>managedDevice</c>.</summary>
internal static class DeviceJson
{
    internal static JsonObject Write(DeviceRow device, UserRow user, DateTimeOffset? lastSeen) => new()
    {
        ["id"] = device.Id.ToString(),
        ["userId"] = device.UserId.ToString(),
        ["userPrincipalName"] = user.UserPrincipalName,
        ["userDisplayName"] = user.DisplayName,
        ["emailAddress"] = user.Mail,
        ["deviceName"] = device.DeviceName,
        ["managedDeviceName"] = device.DeviceName,
        ["managementAgent"] = "mdm",
        ["managementState"] = GraphReader.Camel(device.ManagementState.ToString()),
        ["operatingSystem"] = device.Platform == Platform.IOS ? "iOS" : "macOS",
        ["osVersion"] = device.OsVersion,
        ["manufacturer"] = "Apple",
        ["model"] = device.Model ?? device.ProductName,
        ["serialNumber"] = device.SerialNumber,
        ["imei"] = device.Imei,
        ["meid"] = device.Meid,
        ["wiFiMacAddress"] = device.WiFiMacAddress,
        ["isEncrypted"] = device.IsEncrypted,
        ["isSupervised"] = device.IsSupervised,
        ["passcodePresent"] = device.PasscodePresent,
        ["udid"] = device.Udid,
        ["enrolledDateTime"] = JsonBytes.Instant(device.EnrolledDateTime),
        ["lastSyncDateTime"] = JsonBytes.Instant(lastSeen ?? device.LastSyncDateTime),
        ["managementCertificateExpirationDate"] = JsonBytes.Instant(device.IdentityNotAfter),
        ["unenrolledDateTime"] = JsonBytes.Instant(device.UnenrolledDateTime),
        ["warnings"] = device.PlanWarningsJson is null ? new JsonArray() : JsonNode.Parse(device.PlanWarningsJson),
    };

    /// <summary>What was asked of a device, as Graph's <c>deviceActionResult</c>, with the reason of a failure.</summary>
    internal static JsonArray Write(IEnumerable<DeviceActionRow> actions) =>
    [
        .. actions.Select(action => new JsonObject
        {
            ["actionName"] = action.Kind == DeviceActionKind.Lock ? "remoteLock" : GraphReader.Camel(action.Kind.ToString()),
            ["actionState"] = action.State == DeviceActionState.Unconfirmed ? "canceled" : GraphReader.Camel(action.State.ToString()),
            ["startDateTime"] = JsonBytes.Instant(action.CreatedDateTime),
            ["lastUpdatedDateTime"] = JsonBytes.Instant(action.LastModifiedDateTime),
            ["error"] = action.ErrorCode is null ? null : new JsonObject { ["code"] = action.ErrorCode, ["detail"] = action.ErrorDetail },
        }),
    ];
}
