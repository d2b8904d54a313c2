namespace Chancery.Connector.Store;

/// <summary>An enrolment that was offered: the challenge's hash, never the challenge.</summary>
internal sealed class ChallengeRow
{
    public required Guid EnrollmentId { get; init; }

    public required string Address { get; init; }

    public required string Platform { get; init; }

    public required string Delivery { get; init; }

    public required byte[] ChallengeHash { get; set; }

    public required long ExpiresTicks { get; set; }

    public string? UsedByKeyHash { get; set; }

    public long? UsedTicks { get; set; }
}

/// <summary>Mail address – device key, signed by the connector. Never changed once written: a renewed key is a further row.</summary>
internal sealed class BindingRow
{
    public required Guid EnrollmentId { get; init; }

    public required string KeyHash { get; init; }

    public required string Addresses { get; init; }

    public required string Platform { get; init; }

    public required string Delivery { get; init; }

    public required long BoundTicks { get; init; }

    public required byte[] Signature { get; init; }
}

/// <summary>An enrolment that has ended, for ever.</summary>
internal sealed class EndedRow
{
    public required Guid EnrollmentId { get; init; }

    public required long EndedTicks { get; init; }
}

/// <summary>A certificate about to be signed (design.md, "What must never break", 4), and once signed, the certificate.</summary>
internal sealed class IssuanceRow
{
    public required string SerialNumber { get; init; }

    public required string Authority { get; init; }

    public required string KeyHash { get; init; }

    public required string Draft { get; init; }

    public required Guid EnrollmentId { get; init; }

    public Guid? ProfileId { get; init; }

    public string? ItemId { get; init; }

    public string? Revision { get; init; }

    public string? Replaces { get; init; }

    public required long IntendedTicks { get; init; }

    public required long NotAfterTicks { get; init; }

    public byte[]? Certificate { get; set; }
}

/// <summary>A revocation, of a certificate that was issued or was about to be.</summary>
internal sealed class RevocationRow
{
    public required string SerialNumber { get; init; }

    public required string Authority { get; init; }

    public required int Reason { get; init; }

    public required long RevokedTicks { get; init; }

    public required long NotAfterTicks { get; init; }
}

/// <summary>The last CRL of an authority; its number only grows (RFC 5280 §5.2.3).</summary>
internal sealed class CrlRow
{
    public required string Authority { get; init; }

    public required long Number { get; set; }

    public required long ThisUpdateTicks { get; set; }

    public required byte[] Der { get; set; }
}

/// <summary>A profile sealed for a device key, item and revision: made once, offered again as it is.</summary>
internal sealed class SealedRow
{
    public required string KeyHash { get; init; }

    public required string ItemId { get; init; }

    public required string Revision { get; init; }

    public required Guid EnrollmentId { get; init; }

    public required byte[] Profile { get; init; }

    public required string Identities { get; init; }

    public required long SealedTicks { get; init; }
}

/// <summary>A SCEP transaction that was answered with a certificate.</summary>
internal sealed class ScepRow
{
    public required string TransactionId { get; init; }

    public required string KeyHash { get; init; }

    public required Guid EnrollmentId { get; init; }

    public required byte[] Certificate { get; init; }

    public required long AnsweredTicks { get; init; }
}

/// <summary>Work that was done, by its identifier.</summary>
internal sealed class WorkResultRow
{
    public required Guid Id { get; init; }

    public required byte[] BodyHash { get; init; }

    public required string Outcome { get; init; }

    public required long DoneTicks { get; init; }
}

/// <summary>A letter of the last day.</summary>
internal sealed class LetterRow
{
    public required Guid Id { get; init; }

    public required string Address { get; init; }

    public required long SentTicks { get; init; }
}

/// <summary>A setting of the connector itself.</summary>
internal sealed class SettingRow
{
    public required string Name { get; init; }

    public required string Value { get; set; }
}
