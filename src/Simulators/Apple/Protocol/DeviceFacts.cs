using Chancery.Channels.Apple;
using Chancery.Domain;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>What the device is, as functions of its name and seed.</summary>
internal sealed class DeviceFacts
{
    public DeviceFacts(SimulatedDeviceOptions options)
    {
        var source = new SeededSource(options.Seed, $"{options.Name} facts");
        IsMac = options.Platform == Platform.MacOS;
        Name = options.Name;

        // iPhones since 2018 spell the UDID as chip and board; Macs as a UUID.
        Udid = IsMac ? Uuid(source) : $"00008120-{Convert.ToHexString(source.NextBytes(8))}";
        SerialNumber = Convert.ToHexString(source.NextBytes(5));
        PushMagic = Uuid(source);
        Token = source.NextBytes(32);
        WiFiMac = string.Join(':', source.NextBytes(5).Prepend((byte)0x02).Select(octet => $"{octet:x2}"));
        Imei = IsMac ? null : "35" + string.Concat(source.NextBytes(13).Select(octet => (char)('0' + (octet % 10))));
    }

    public bool IsMac { get; }

    public string Name { get; }

    public string Udid { get; }

    public string SerialNumber { get; }

    public string PushMagic { get; }

    public byte[] Token { get; }

    /// <summary>With the bit of a locally administered address: no maker's.</summary>
    public string WiFiMac { get; }

    /// <summary>Of a phone.</summary>
    public string? Imei { get; }

    public string OSVersion => IsMac ? "15.6" : "18.6";

    public string BuildVersion => IsMac ? "24G84" : "22G86";

    public string ProductName => IsMac ? "Mac16,12" : "iPhone17,1";

    public string ModelName => IsMac ? "MacBook Air" : "iPhone";

    public string Model => IsMac ? "MW0Y3LL" : "MYM93LL";

    public static string Uuid(SeededSource source) => new Guid(source.NextBytes(16)).ToString().ToUpperInvariant();

    /// <summary>A DeviceInformation answer: a device passes over what it does not know.</summary>
    public PlistValue? Query(string name) => name switch
    {
        "DeviceName" => Name,
        "OSVersion" => OSVersion,
        "BuildVersion" => BuildVersion,
        "ModelName" => ModelName,
        "Model" => Model,
        "ProductName" => ProductName,
        "SerialNumber" => SerialNumber,
        "UDID" => Udid,
        "IsSupervised" => false,
        "WiFiMAC" => WiFiMac,
        "IMEI" when Imei is not null => Imei,
        _ => null,
    };

    /// <summary>A SecurityInfo answer.</summary>
    public PlistDictionary SecurityInfo() => IsMac
        ? new PlistDictionary { { "FDE_Enabled", true }, { "SystemIntegrityProtectionEnabled", true }, { "FirewallSettings", new PlistDictionary { { "FirewallEnabled", true } } } }
        : new PlistDictionary { { "HardwareEncryptionCaps", 3 }, { "PasscodePresent", true }, { "PasscodeCompliant", true } };
}
