using System.Collections.Immutable;

namespace Chancery.Domain;

/// <summary>How a device, or an item on it, comes to its end.</summary>
public enum EndOfLifeEvent
{
    /// <summary>The profile is not assigned any more, or the device left the group.</summary>
    Unassigned,

    /// <summary>Retired: everything given has been taken back.</summary>
    Retired,

    /// <summary>Wiped.</summary>
    Wiped,

    /// <summary>The device left by itself.</summary>
    CheckedOut,
}

/// <summary>What an administrator decided about the end.</summary>
/// <param name="RevokeIssued">Whether certificates issued for a device that goes are revoked.</param>
public sealed record EndOfLifePolicy(bool RevokeIssued = true);

/// <summary>What an end entails.</summary>
/// <param name="Deployments">The deployments as they are then.</param>
/// <param name="Revoked">Serial numbers to revoke. Never an imported certificate's: it belongs to the person, and other devices use it.</param>
/// <param name="Reason">The RFC 5280 §5.3.1 reason of the revocations.</param>
/// <param name="EndsBinding">Whether the device's binding ends for ever.</param>
public sealed record EndOfLifePlan(ImmutableArray<Deployment> Deployments, ImmutableArray<string> Revoked, string Reason, bool EndsBinding);

/// <summary>
/// What the end of a device removes and revokes (facts of Intune 5). Unlike Intune's, one rule for every platform: a certificate issued for a device that has
/// gone is revoked; unassigning a profile only removes; an imported certificate is removed and never revoked.
/// </summary>
public static class EndOfLife
{
    /// <summary>The reason written into the revocation list (RFC 5280 §5.3.1): the device's use of the certificate ended, nothing was compromised.</summary>
    public const string Reason = "cessationOfOperation";

    /// <summary>Decides one end.</summary>
    /// <param name="what">What happened.</param>
    /// <param name="deployments">The deployments it happened to.</param>
    /// <param name="issued">The certificates ever issued for the device.</param>
    /// <param name="policy">The administrator's policy.</param>
    /// <param name="now">The instant; certificates that expired before are not revoked, since no list would name them.</param>
    public static EndOfLifePlan Of(
        EndOfLifeEvent what, IEnumerable<Deployment> deployments, IEnumerable<IssuedCertificate> issued, EndOfLifePolicy policy, DateTimeOffset now)
    {
        var goes = what != EndOfLifeEvent.Unassigned;
        var rows = deployments.Select(row => goes ? DeploymentMachine.Left(row) : DeploymentMachine.Unwant(row));
        var revoked = goes && policy.RevokeIssued
            ? issued.Where(certificate => certificate.RevokedDateTime is null && certificate.NotAfter >= now).Select(certificate => certificate.SerialNumber)
            : [];
        return new EndOfLifePlan([.. rows], [.. revoked], Reason, goes);
    }
}
