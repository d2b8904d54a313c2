namespace Chancery.Domain;

/// <summary>When a certificate issued here is replaced.</summary>
public static class Renewal
{
    /// <summary>The instant from which a certificate is due for renewal.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="thresholdPercentage">The percentage of its life that must be left, 1 to 99.</param>
    public static DateTimeOffset DueAt(IssuedCertificate certificate, int thresholdPercentage)
    {
        var life = certificate.NotAfter - certificate.NotBefore;
        return certificate.NotAfter - TimeSpan.FromTicks(life.Ticks / 100 * thresholdPercentage);
    }

    /// <summary>
    /// How many renewals have fallen due for one item: the certificates past their time that no later one had superseded by then.
    /// It never goes down as time passes and certificates are added, and it does not go up when the renewed certificate arrives,
    /// so it can be part of a revision.
    /// </summary>
    /// <param name="certificates">The certificates ever issued for the item, by one profile.</param>
    /// <param name="thresholdPercentage">As in the profile.</param>
    /// <param name="now">The instant asked about.</param>
    public static int Count(IEnumerable<IssuedCertificate> certificates, int thresholdPercentage, DateTimeOffset now)
    {
        var ordered = InOrder(certificates);
        return ordered.Where((certificate, i) => IsDue(certificate, i + 1 < ordered.Length ? ordered[i + 1] : null)).Count();

        bool IsDue(IssuedCertificate certificate, IssuedCertificate? successor)
        {
            var due = DueAt(certificate, thresholdPercentage);
            return due <= now && (successor is null || successor.IssuedDateTime >= due);
        }
    }

    /// <summary>The next instant at which <see cref="Count"/> goes up; null where there is no certificate or its time has passed.</summary>
    /// <param name="certificates">The certificates ever issued for the item, by one profile.</param>
    /// <param name="thresholdPercentage">As in the profile.</param>
    /// <param name="now">The instant asked about.</param>
    public static DateTimeOffset? NextDue(IEnumerable<IssuedCertificate> certificates, int thresholdPercentage, DateTimeOffset now) =>
        InOrder(certificates) is [.., var newest] && DueAt(newest, thresholdPercentage) is var due && due > now ? due : null;

    private static IssuedCertificate[] InOrder(IEnumerable<IssuedCertificate> certificates) =>
        [.. certificates.OrderBy(certificate => certificate.IssuedDateTime).ThenBy(certificate => certificate.SerialNumber, StringComparer.Ordinal)];
}
