using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>The certificates of one purpose, told apart.</summary>
/// <param name="Current">The one to use; null where there is none.</param>
/// <param name="History">All others, newest first.</param>
public sealed record ChosenCertificates(ImportedCertificate? Current, ImmutableArray<ImportedCertificate> History);

/// <summary>Which of a person's imported certificates is current and which are history (facts of Intune 2.4).</summary>
public static class CertificateChoice
{
    /// <summary>
    /// The current certificate is the one whose validity began last, even where it has ended: what was imported last is what the
    /// person's correspondents know. Equal starts: the later end, then the greater thumbprint, so that the choice never depends on an order of rows.
    /// </summary>
    /// <param name="certificates">A person's certificates.</param>
    /// <param name="purpose">The purpose asked for.</param>
    public static ChosenCertificates Of(IEnumerable<ImportedCertificate> certificates, IntendedPurpose purpose)
    {
        var ordered = certificates
            .Where(certificate => certificate.Purpose == purpose)
            .DistinctBy(certificate => certificate.Thumbprint)
            .OrderByDescending(certificate => certificate.NotBefore)
            .ThenByDescending(certificate => certificate.NotAfter)
            .ThenByDescending(certificate => certificate.Thumbprint, StringComparer.Ordinal)
            .ToImmutableArray();
        return ordered.IsEmpty ? new(null, []) : new(ordered[0], ordered[1..]);
    }
}
