using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Validates one path, the certificate asked about first and the anchor last (RFC 5280 §6.1), and then its revocation (§6.3).</summary>
internal sealed class PathValidator(PathContext context, PathUse use)
{
    /// <summary>A whole path.</summary>
    public PathOutcome Validate(IReadOnlyList<PathCertificate> chain)
    {
        var outcome = new PathOutcome(chain, reachesAnchor: true);
        var keys = CheckSignatures(outcome);
        CheckCertificates(outcome);
        CheckNames(outcome);
        // The user's policies are for the certificate asked about, not for those who sign lists.
        if (use != PathUse.CrlSigning)
        {
            CheckPolicies(outcome);
        }

        if (context.Work.Exhausted is { } exhausted)
        {
            outcome.Fail(PathReasonCode.LimitExceeded, chain[0], exhausted);
        }

        if (outcome.Reasons.Count == 0 && context.Request.RevocationMode != RevocationMode.None)
        {
            context.Revocation.Check(outcome, keys);
        }

        return outcome;
    }

    /// <summary>A path of one: a certificate that is trusted itself. There is nobody to revoke it.</summary>
    public PathOutcome ValidateTrusted(PathCertificate certificate)
    {
        var outcome = Examine([certificate]);
        outcome.Policies = new HashSet<string> { Oids.AnyPolicy };
        return outcome;
    }

    /// <summary>Whether the certificates and names of a path allow the use; signatures and revocation are looked at elsewhere.</summary>
    public bool IsFit(IReadOnlyList<PathCertificate> chain)
    {
        var outcome = new PathOutcome(chain, reachesAnchor: true);
        CheckCertificates(outcome);
        CheckNames(outcome);
        return outcome.Reasons.Count == 0;
    }

    /// <summary>A path without an anchor: only what holds on every path.</summary>
    public PathOutcome Examine(IReadOnlyList<PathCertificate> chain)
    {
        var outcome = new PathOutcome(chain, reachesAnchor: false);
        CheckCertificate(outcome, 0);
        return outcome;
    }

    // Every key of the path, with the parameters it inherits (RFC 5280 §6.1.4 (c) to (f)).
    private PathKey[] CheckSignatures(PathOutcome outcome)
    {
        var chain = outcome.Chain;
        var keys = new PathKey[chain.Count];
        keys[^1] = chain[^1].Key;
        for (var index = chain.Count - 2; index >= 0; index--)
        {
            var signature = keys[index + 1] == chain[index + 1].Key
                ? context.SignatureOf(chain[index], chain[index + 1])
                : context.SignatureOf(chain[index], keys[index + 1]);
            if (signature is { } failure and not SignatureOutcome.Valid)
            {
                Fail(outcome, chain[index], failure);
            }

            keys[index] = chain[index].Key.Below(keys[index + 1]);
        }

        return keys;
    }

    private static void Fail(PathOutcome outcome, PathCertificate certificate, SignatureOutcome failure)
    {
        switch (failure)
        {
            case SignatureOutcome.Weak:
                outcome.Fail(PathReasonCode.SignatureWeak, certificate, $"Its signature ({certificate.SignatureName}) no longer convinces.");
                break;
            case SignatureOutcome.Unsupported:
                outcome.Fail(PathReasonCode.SignatureUnsupported, certificate, $"Its signature ({certificate.SignatureName}) is of a kind not known here.");
                break;
            default:
                outcome.Fail(PathReasonCode.SignatureInvalid, certificate, "Its signature is not by the key of its issuer.");
                break;
        }
    }

    // RFC 5280 §6.1.3 (a) and §6.1.4 (k) to (o). The anchor's own dates and constraints bind too (RFC 5937 §3).
    private void CheckCertificates(PathOutcome outcome)
    {
        var chain = outcome.Chain;
        var pathLength = int.MaxValue;
        for (var index = chain.Count - 1; index >= 0; index--)
        {
            CheckCertificate(outcome, index);
            if (index == 0)
            {
                return;
            }

            var (certificate, isAnchor) = (chain[index], index == chain.Count - 1);
            CheckAuthority(outcome, certificate, isAnchor);
            if (!isAnchor && !certificate.IsSelfIssued && pathLength-- <= 0)
            {
                outcome.Fail(PathReasonCode.PathLengthExceeded, certificate, "An authority above it allows no further authority below.");
                pathLength = int.MaxValue;
            }

            pathLength = Math.Min(pathLength, certificate.Extensions.PathLength ?? int.MaxValue);
        }
    }

    private void CheckCertificate(PathOutcome outcome, int index)
    {
        var certificate = outcome.Chain[index];
        var at = context.Request.At;
        if (use is PathUse.CrlSigning or PathUse.OcspSigning)
        {
            at = context.EvidenceAt;
        }

        if (at < certificate.NotBefore)
        {
            outcome.Fail(PathReasonCode.CertificateNotYetValid, certificate, $"It is valid from {certificate.NotBefore:u}.");
        }
        else if (at > certificate.NotAfter)
        {
            outcome.Fail(PathReasonCode.CertificateExpired, certificate, $"It was valid until {certificate.NotAfter:u}.");
        }

        foreach (var oid in certificate.Extensions.UnknownCritical)
        {
            outcome.Fail(PathReasonCode.CriticalExtensionUnknown, certificate, $"Its critical extension {oid} is not known here.");
        }

        if (index == 0 && !use.AllowsKeyUsage(certificate.Extensions))
        {
            outcome.Fail(PathReasonCode.KeyUsageForbids, certificate, $"Its keyUsage ({certificate.Extensions.KeyUsage}) does not allow this use.");
        }

        if (!use.AllowsExtendedKeyUsage(certificate.Extensions, index == 0))
        {
            outcome.Fail(PathReasonCode.ExtendedKeyUsageForbids, certificate, "Its extendedKeyUsage does not allow this use.");
        }
    }

    private static void CheckAuthority(PathOutcome outcome, PathCertificate certificate, bool isAnchor)
    {
        // Roots older than version 3 say nothing of themselves; being trusted stands in for it (RFC 5280 §6.1.4 (k)).
        if (!certificate.IsAuthority && !(isAnchor && certificate.Version < 3))
        {
            outcome.Fail(PathReasonCode.NotAnAuthority, certificate, "It issued a certificate, and its basicConstraints do not make it an authority.");
        }

        if (certificate.Extensions.KeyUsage is { } usage && (usage & X509KeyUsageFlags.KeyCertSign) == 0)
        {
            outcome.Fail(PathReasonCode.KeyUsageForbids, certificate, "It issued a certificate, and its keyUsage does not allow that.");
        }
    }

    // RFC 5280 §6.1.3 (b), (c), §6.1.4 (g).
    private void CheckNames(PathOutcome outcome)
    {
        var constraints = new List<NameConstraints>();
        for (var index = outcome.Chain.Count - 1; index >= 0; index--)
        {
            var certificate = outcome.Chain[index];
            var isConstrained = constraints.Count > 0 && (index == 0 || !certificate.IsSelfIssued);
            if (isConstrained)
            {
                CheckNames(outcome, certificate, constraints);
            }

            if (certificate.Extensions.NameConstraints is { } more)
            {
                constraints.Add(more);
            }
        }
    }

    private void CheckNames(PathOutcome outcome, PathCertificate certificate, List<NameConstraints> constraints)
    {
        var names = ConstrainedNames.Of(certificate);
        foreach (var constraint in constraints)
        {
            if (!context.Work.TryComparisons((long)constraint.Count * names.All.Count))
            {
                return;
            }

            if (constraint.FirstViolation(names) is { } violation)
            {
                outcome.Fail(PathReasonCode.NameConstraintViolated, certificate, violation);
                return;
            }
        }
    }

    private void CheckPolicies(PathOutcome outcome)
    {
        var chain = outcome.Chain;
        var state = new PolicyState(context.Request, chain.Count - 1);
        for (var index = chain.Count - 2; index >= 0; index--)
        {
            var certificate = chain[index];
            if (!state.Enter(certificate, isLast: index == 0))
            {
                outcome.Fail(PathReasonCode.PolicyRequired, certificate, "A policy is required, and from here on the path has none.");
                return;
            }

            if (index > 0)
            {
                if (!PolicyState.MappingsAreSound(certificate))
                {
                    outcome.Fail(PathReasonCode.PolicyMappingInvalid, certificate, "It maps anyPolicy, or to it.");
                    return;
                }

                state.PrepareNext(certificate);
            }
        }

        var (policies, satisfies) = state.WrapUp(chain[0]);
        outcome.Policies = policies;
        if (!satisfies)
        {
            outcome.Fail(PathReasonCode.PolicyRequired, chain[0], "The path is valid for none of the policies required.");
        }
    }
}
