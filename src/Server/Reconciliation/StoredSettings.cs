using Chancery.Domain;
using Chancery.Server.Features.DeviceConfigurations;
using Chancery.Storage;

namespace Chancery.Server.Reconciliation;

/// <summary>A profile's row as the Domain's record.</summary>
internal static class StoredSettings
{
    public static Profile Read(ProfileRow row) =>
        new(row.Id, row.DisplayName, row.Description, row.Version, [.. row.Platforms], ProfileSettingsJson.Read(row));
}
