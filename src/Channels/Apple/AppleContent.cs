namespace Chancery.Channels.Apple;

/// <summary>The media types and fixed bodies of the MDM protocol.</summary>
public static class AppleContent
{
    /// <summary>A check-in message.</summary>
    public const string CheckIn = "application/x-apple-aspen-mdm-checkin";

    /// <summary>A connect message.</summary>
    public const string Connect = "application/x-apple-aspen-mdm";

    /// <summary>A configuration profile.</summary>
    public const string Profile = "application/x-apple-aspen-config";

    /// <summary>A command, and every other property list.</summary>
    public const string Plist = "application/xml; charset=utf-8";

    /// <summary>The header that carries a device's signature over the body.</summary>
    public const string SignatureHeader = "Mdm-Signature";

    /// <summary>
    /// The body of the 403 that makes a device (iOS 17, macOS 14) unenrol (Apple, ErrorUnrecognizedDevice). For a device that has
    /// proved to be one of ours and is no longer to be managed; never for one that has proved nothing.
    /// </summary>
    public static byte[] UnrecognizedDevice { get; } = Apple.Plist.Write(new PlistDictionary
    {
        { "code", "com.apple.unrecognized.device" },
        { "description", "The enrolment has ended." },
    });
}
