using Chancery.Domain;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>What a device is and how it is protected: asked after it enrolled and with the daily inventory, shown, and known to templates.</summary>
internal sealed class DeviceDetails(AuditWriter audit)
{
    /// <summary>Whether anything is to be asked. A device that is leaving is not asked.</summary>
    public static bool IsDue(DeviceRow device) =>
        device.ManagementState == ManagementState.Managed && (device.InventoryDue || device.SecurityInfoDue);

    /// <summary>The next question; null where there is none, or the device has just said "not now".</summary>
    public static SyncAction? Next(DeviceRow device, DeploymentChannel channel, Connection connection)
    {
        if (channel != DeploymentChannel.Device || connection.InventoryRests || !IsDue(device))
        {
            return null;
        }

        return device.InventoryDue ? new DetailsAction(Question(device)) : new SecurityAction(Question(device));
    }

    /// <summary>Takes in an answer. A device that does not know the question is not asked again before the next daily inventory.</summary>
    /// <returns>Whether the report was the answer to what is being asked.</returns>
    public async Task<bool> ReportedAsync(
        ChanceryDbContext db, DeviceRow device, DeploymentChannel channel, SyncReport report, DateTimeOffset now, CancellationToken cancellation)
    {
        if (channel != DeploymentChannel.Device || !IsDue(device))
        {
            return false;
        }

        var changes = new Changes();
        switch (report)
        {
            case DetailsReport details when device.InventoryDue && details.CommandUuid == Question(device):
                Take(device, details, changes);
                break;
            case SecurityReport security when !device.InventoryDue && security.CommandUuid == Question(device):
                device.PasscodePresent = changes.Of("passcodePresent", device.PasscodePresent, security.PasscodePresent);
                device.IsEncrypted = changes.Of("isEncrypted", device.IsEncrypted, security.IsEncrypted);
                break;
            case RefusedReport refused when refused.CommandUuid == Question(device):
            case AcknowledgedReport acknowledged when acknowledged.CommandUuid == Question(device):
                break;
            default:
                return false;
        }

        if (device.InventoryDue)
        {
            (device.InventoryDue, device.DetailsDateTime) = (false, now);
        }
        else
        {
            device.SecurityInfoDue = false;
        }

        if (changes.Names.Count > 0)
        {
            device.LastModifiedDateTime = now;
            await audit.AppendAsync(
                db,
                new AuditEntry($"device:{device.Id}", "managedDevice.described", "managedDevice", device.Id.ToString(), new { changed = changes.Names }),
                cancellation);
        }

        return true;
    }

    // Named after what is asked and when the device last answered: an answer of yesterday is not today's.
    private static Guid Question(DeviceRow device) => Identifiers.Uuid(
        device.InventoryDue ? "device information" : "security information", device.Id.ToString(), device.DetailsDateTime?.ToString("O") ?? "");

    private static void Take(DeviceRow device, DetailsReport told, Changes changes)
    {
        device.OsVersion = changes.Of("osVersion", device.OsVersion, told.OsVersion);
        device.BuildVersion = changes.Of("buildVersion", device.BuildVersion, told.BuildVersion);
        device.Model = changes.Of("model", device.Model, told.Model);
        device.ProductName = changes.Of("productName", device.ProductName, told.ProductName);
        device.IsSupervised = changes.Of("isSupervised", device.IsSupervised, told.IsSupervised);
        var shown = changes.Names.Count;

        // These are variables of subject templates: what is planned may be another thing now.
        device.DeviceName = changes.Of("deviceName", device.DeviceName, told.DeviceName)!;
        device.SerialNumber = changes.Of("serialNumber", device.SerialNumber, told.SerialNumber);
        device.Imei = changes.Of("imei", device.Imei, told.Imei);
        device.Meid = changes.Of("meid", device.Meid, told.Meid);
        device.WiFiMacAddress = changes.Of("wiFiMacAddress", device.WiFiMacAddress, told.WiFiMacAddress);
        device.NeedsPlan |= changes.Names.Count > shown;
    }

    /// <summary>What is new in an answer. What the device does not tell stays as it was known.</summary>
    private sealed class Changes
    {
        public List<string> Names { get; } = [];

        public string? Of(string name, string? known, string? told)
        {
            if (string.IsNullOrEmpty(told) || told == known)
            {
                return known;
            }

            Names.Add(name);
            return told;
        }

        public bool? Of(string name, bool? known, bool? told)
        {
            if (told is null || told == known)
            {
                return known;
            }

            Names.Add(name);
            return told;
        }
    }
}
