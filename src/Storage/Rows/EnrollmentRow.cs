using Chancery.Domain;

namespace Chancery.Storage;

/// <summary>How an enrolment reaches its person (the connector's protocol has the same two).</summary>
public enum EnrollmentMethod
{
    /// <summary>Strict: the connector mails the profile itself; the server never sees it.</summary>
    Mail,

    /// <summary>"Server trusted at enrolment": the server serves the profile by a link.</summary>
    Link,
}

/// <summary>How far an enrolment has come.</summary>
public enum EnrollmentState
{
    /// <summary>The connector has been asked to make the profile.</summary>
    Requested,

    /// <summary>The profile was mailed, or waits behind its link.</summary>
    Sent,

    /// <summary>A SCEP request with the challenge was accepted: the enrolment has its identity certificate.</summary>
    IdentityIssued,

    /// <summary>The device has checked in with that identity.</summary>
    Enrolled,

    /// <summary>The connector refused; the error says why.</summary>
    Failed,

    /// <summary>An administrator withdrew it, or the device has gone. Its identity opens nothing any more.</summary>
    Ended,
}

/// <summary>
/// One enrolment of one device for one person. Its identifier is the common name of the device's identity certificate. An identity
/// belongs to one enrolment, and an enrolment has at most one device.
/// </summary>
public sealed class EnrollmentRow : IVersioned
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>The platform the profile is for.</summary>
    public Platform Platform { get; set; }

    /// <summary>By mail or by link.</summary>
    public EnrollmentMethod Method { get; set; }

    /// <summary>How far it has come.</summary>
    public EnrollmentState State { get; set; }

    /// <summary>The address the connector was asked to mail, and to bind the device to.</summary>
    public string Address { get; set; } = "";

    /// <summary>The work that makes the profile.</summary>
    public Guid? WorkId { get; set; }

    /// <summary>Link enrolment: SHA-256 of the link's token, lower-case hexadecimal. The token itself is not kept.</summary>
    public string? LinkTokenHash { get; set; }

    /// <summary>Link enrolment: the signed profile, until it has been used or has expired.</summary>
    public byte[]? LinkProfile { get; set; }

    /// <summary>Link enrolment: until when the link serves.</summary>
    public DateTimeOffset? LinkExpires { get; set; }

    /// <summary>The identity certificate, DER, once issued.</summary>
    public byte[]? IdentityCertificate { get; set; }

    /// <summary>SHA-256 of <see cref="IdentityCertificate"/>, lower-case hexadecimal. Unique: how a first check-in finds its enrolment.</summary>
    public string? IdentityThumbprint { get; set; }

    /// <summary>Why it failed: a code of the catalogue.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>A fact that helps; never a secret.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedDateTime { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset LastModifiedDateTime { get; set; }

    /// <summary>When the device checked in.</summary>
    public DateTimeOffset? EnrolledDateTime { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
