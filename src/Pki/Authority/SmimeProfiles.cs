namespace Chancery.Pki;

/// <summary>The S/MIME BR's profiles: policy identifiers and subject rules.</summary>
internal static class SmimeProfiles
{
    // S/MIME BR 7.1.4.2.3 and 7.1.4.2.5: what a subject of each validation type may hold.
    private static readonly string[] MailboxAttributes = [Oids.CommonName, Oids.EmailAddress, Oids.SerialNumber];
    private static readonly string[] SponsorAttributes =
    [
        Oids.CommonName, Oids.EmailAddress, Oids.SerialNumber, Oids.Organization, Oids.OrganizationIdentifier, Oids.GivenName, Oids.Surname,
        Oids.Pseudonym, Oids.Country, "2.5.4.7", "2.5.4.8", "2.5.4.9", "2.5.4.17", "2.5.4.12",
    ];

    // S/MIME BR 7.1.6.1
    public static string PolicyOf(SmimeProfile profile) => profile switch
    {
        SmimeProfile.MailboxMultipurpose => "2.23.140.1.5.1.2",
        SmimeProfile.MailboxStrict => "2.23.140.1.5.1.3",
        SmimeProfile.SponsorMultipurpose => "2.23.140.1.5.3.2",
        SmimeProfile.SponsorStrict => "2.23.140.1.5.3.3",
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    public static bool IsSponsor(SmimeProfile profile) => profile is SmimeProfile.SponsorMultipurpose or SmimeProfile.SponsorStrict;

    public static string? SubjectProblem(LintSubject subject)
    {
        if (subject.Draft.Profile is not { } profile)
        {
            return null;
        }

        var attributes = SubjectName.Attributes(subject.Certificate.SubjectName).ToList();
        var allowed = IsSponsor(profile) ? SponsorAttributes : MailboxAttributes;
        if (attributes.FirstOrDefault(attribute => !allowed.Contains(attribute.Type)).Type is { } foreign)
        {
            return $"the subject attribute {foreign} is not allowed in {profile}";
        }

        return IsSponsor(profile) ? SponsorProblem(attributes) : MailboxProblem(attributes, subject.Info);
    }

    // BR 7.1.4.2.2 a: the common name of a mailbox-validated certificate is a mailbox address.
    private static string? MailboxProblem(List<(string Type, string Value)> attributes, CertificateInfo info) =>
        attributes.Any(attribute => attribute.Type == Oids.CommonName && !info.EmailAddresses.Contains(attribute.Value.ToLowerInvariant()))
            ? "the common name is not one of the mailbox addresses"
            : null;

    // BR 7.1.4.2.5: organisation, its identifier, and the person by name or pseudonym.
    private static string? SponsorProblem(List<(string Type, string Value)> attributes)
    {
        bool Has(string type) => attributes.Any(attribute => attribute.Type == type);
        if (!Has(Oids.Organization) || !Has(Oids.OrganizationIdentifier))
        {
            return "organizationName and organizationIdentifier are missing";
        }

        return (Has(Oids.GivenName) && Has(Oids.Surname)) || Has(Oids.Pseudonym) ? null : "givenName and surname, or pseudonym, are missing";
    }
}
