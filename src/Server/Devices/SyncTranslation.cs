using Chancery.Channels.Apple;
using Chancery.Channels.Apple.Commands;
using Chancery.Pki;
using Chancery.Server.Reconciliation;

namespace Chancery.Server.Devices;

/// <summary>Between Apple's protocol and the reconciliation, which knows neither plist nor command.</summary>
internal static class SyncTranslation
{
    private const int LongestText = 256;

    /// <summary>A report; null where it does not name the command it is about.</summary>
    internal static SyncReport? Read(ConnectReport report) => report switch
    {
        { Status: ReportStatus.Idle } => new IdleReport(),
        { CommandUuid: null } => null,
        { CommandUuid: { } command, Status: ReportStatus.NotNow } => new NotNowReport(command),
        { CommandUuid: { } command, Status: ReportStatus.Error or ReportStatus.CommandFormatError } => new RefusedReport(command, Describe(report)),
        { CommandUuid: { } command, Profiles: { } profiles } => new InventoryReport(
            command, profiles.DistinctBy(profile => profile.PayloadIdentifier)
                .ToDictionary(profile => profile.PayloadIdentifier, profile => profile.PayloadUuid ?? Guid.Empty)),
        { CommandUuid: { } command, Certificates: { } certificates } => new CertificatesReport(
            command, certificates.Where(certificate => certificate.IsIdentity).Select(Thumbprint).OfType<string>().ToHashSet(StringComparer.Ordinal)),
        { CommandUuid: { } command, QueryResponses: { } details } => Details(command, details),
        { CommandUuid: { } command, SecurityInfo: { } security } => new SecurityReport(command, security.Boolean("PasscodePresent"), IsEncrypted(security)),
        { CommandUuid: { } command } => new AcknowledgedReport(command),
    };

    /// <summary>An action as a command.</summary>
    internal static AppleCommand Command(SyncAction action) => action switch
    {
        InstallAction install => new InstallProfile(install.Profile) { CommandUuid = install.CommandUuid },
        RemoveAction remove => new RemoveProfile(remove.PayloadIdentifier) { CommandUuid = remove.CommandUuid },
        CertificatesAction certificates => new CertificateList(ManagedOnly: true) { CommandUuid = certificates.CommandUuid },
        InventoryAction inventory => new ProfileList(ManagedOnly: true) { CommandUuid = inventory.CommandUuid },
        DetailsAction details => new DeviceInformation(DeviceInformation.InventoryQueries) { CommandUuid = details.CommandUuid },
        SecurityAction security => new SecurityInfo { CommandUuid = security.CommandUuid },
        LockAction locked => new DeviceLock { CommandUuid = locked.CommandUuid },
        EraseAction erase => new EraseDevice { CommandUuid = erase.CommandUuid },
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static string? Thumbprint(InstalledCertificate certificate)
    {
        var read = CertificateReader.Read(certificate.Data);
        if (!read.IsOk)
        {
            return null;
        }

        using var opened = read.Value;
        return opened.Thumbprint.ToLowerInvariant();
    }

    private static DetailsReport Details(Guid command, PlistDictionary told)
    {
        // Since iOS 12 a phone may have several lines; the first is the one the IMEI key would name.
        var line = told.Dictionaries("ServiceSubscriptions")?.FirstOrDefault();
        return new DetailsReport(command)
        {
            DeviceName = Text(told, "DeviceName"),
            OsVersion = Text(told, "OSVersion"),
            BuildVersion = Text(told, "BuildVersion"),
            Model = Text(told, "ModelName") ?? Text(told, "Model"),
            ProductName = Text(told, "ProductName"),
            SerialNumber = Text(told, "SerialNumber"),
            Imei = Text(told, "IMEI") ?? (line is null ? null : Text(line, "IMEI")),
            Meid = Text(told, "MEID") ?? (line is null ? null : Text(line, "MEID")),
            WiFiMacAddress = Text(told, "WiFiMAC"),
            IsSupervised = told.Boolean("IsSupervised"),
        };
    }

    /// <summary>
    /// Apple, SecurityInfo: a Mac tells FDE_Enabled; an iPhone's block and file encryption (HardwareEncryptionCaps 3) protects once a passcode is set.
    /// </summary>
    private static bool? IsEncrypted(PlistDictionary security) => security.Boolean("FDE_Enabled")
        ?? (security.Integer("HardwareEncryptionCaps") is { } caps ? caps == 3 && security.Boolean("PasscodePresent") is true : null);

    // What a device says of itself is shown, never decided on.
    private static string? Text(PlistDictionary told, string key) => told.Text(key) is { Length: > 0 } text
        ? text.Length > LongestText ? text[..LongestText] : text
        : null;

    private static string Describe(ConnectReport report)
    {
        var chain = report.ErrorChain.Take(5).Select(error => $"{error.Domain} {error.Code}: {error.Description}");
        var text = report.ErrorChain.IsEmpty ? report.Status.ToString() : string.Join(" | ", chain);
        return text.Length <= 1000 ? text : text[..1000];
    }
}
