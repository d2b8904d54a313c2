using System.Collections.Immutable;
using Chancery.Channels.Apple.CheckIn;

namespace Chancery.Channels.Apple.Commands;

/// <summary>What a device says when it connects.</summary>
public enum ReportStatus
{
    /// <summary>It has nothing to report and asks for a command.</summary>
    Idle,

    /// <summary>The command was done.</summary>
    Acknowledged,

    /// <summary>The command failed; the error chain says why.</summary>
    Error,

    /// <summary>The command was malformed.</summary>
    CommandFormatError,

    /// <summary>Not now (locked, busy): ask again on a later connection.</summary>
    NotNow,
}

/// <summary>A connect message: Idle, or the report of one command.</summary>
public sealed record ConnectReport
{
    /// <summary>Who speaks.</summary>
    public required EnrollmentIds Ids { get; init; }

    /// <summary>What it says.</summary>
    public required ReportStatus Status { get; init; }

    /// <summary>The command reported on; null for Idle.</summary>
    public Guid? CommandUuid { get; init; }

    /// <summary>Why the command failed, outermost first; empty if it did not, or if the device does not say.</summary>
    public ImmutableArray<ReportedError> ErrorChain { get; init; } = [];

    /// <summary>The answer to ProfileList; null in every other report.</summary>
    public ImmutableArray<InstalledProfile>? Profiles { get; init; }

    /// <summary>The answer to CertificateList; null in every other report.</summary>
    public ImmutableArray<InstalledCertificate>? Certificates { get; init; }

    /// <summary>The answer to DeviceInformation; null in every other report.</summary>
    public PlistDictionary? QueryResponses { get; init; }

    /// <summary>The answer to SecurityInfo; null in every other report.</summary>
    public PlistDictionary? SecurityInfo { get; init; }

    /// <summary>User channel: the user is not at the console.</summary>
    public bool NotOnConsole { get; init; }

    /// <summary>The channel it came on.</summary>
    public ChannelKey Channel => Ids.Channel;
}

/// <summary>One link of an error chain.</summary>
/// <param name="Domain">The domain, e.g. <c>MCMDMErrorDomain</c>.</param>
/// <param name="Code">The code, e.g. 12021: the command is not known.</param>
/// <param name="Description">What Apple's software says about it, in English where it says so in English.</param>
public sealed record ReportedError(string Domain, long Code, string? Description);

/// <summary>One profile of a ProfileList.</summary>
public sealed record InstalledProfile
{
    /// <summary>Its identifier.</summary>
    public required string PayloadIdentifier { get; init; }

    /// <summary>Its UUID: which revision of ours is installed. Null where a foreign profile has none, or one that is no UUID.</summary>
    public Guid? PayloadUuid { get; init; }

    /// <summary>Its name.</summary>
    public string? PayloadDisplayName { get; init; }

    /// <summary>Its organisation.</summary>
    public string? PayloadOrganization { get; init; }

    /// <summary>Whether MDM installed it. Null where the device does not say: no Mac does, nor a supervised iPhone.</summary>
    public bool? IsManaged { get; init; }

    /// <summary>Whether it came encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The types of its payloads, where the device lists them.</summary>
    public ImmutableArray<string> PayloadTypes { get; init; } = [];
}

/// <summary>One certificate of a CertificateList.</summary>
/// <param name="CommonName">Its common name.</param>
/// <param name="Data">The certificate, DER as the device has it.</param>
/// <param name="IsIdentity">Whether the device holds its private key.</param>
public sealed record InstalledCertificate(string? CommonName, byte[] Data, bool IsIdentity);
