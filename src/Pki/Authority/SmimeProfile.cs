namespace Chancery.Pki;

/// <summary>The profile of the S/MIME Baseline Requirements a mail certificate is to keep: validation type and generation (BR 7.1.6.1).</summary>
public enum SmimeProfile
{
    /// <summary>Mailbox-validated, multipurpose: 2.23.140.1.5.1.2.</summary>
    MailboxMultipurpose,

    /// <summary>Mailbox-validated, strict: 2.23.140.1.5.1.3.</summary>
    MailboxStrict,

    /// <summary>Sponsor-validated, multipurpose: 2.23.140.1.5.3.2.</summary>
    SponsorMultipurpose,

    /// <summary>Sponsor-validated, strict: 2.23.140.1.5.3.3.</summary>
    SponsorStrict,
}
