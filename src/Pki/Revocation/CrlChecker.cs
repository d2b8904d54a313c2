using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Finds the lists that cover a certificate and what they say (RFC 5280 §6.3.3).</summary>
internal sealed class CrlChecker
{
    private readonly PathContext _context;
    private readonly CrlSigners _signers;

    public CrlChecker(PathContext context) => (_context, _signers) = (context, new(context));

    public RevocationFact StatusOf(IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var certificate = chain[index];
        var status = new CrlStatus(certificate);
        foreach (var point in certificate.Extensions.CrlDistributionPoints)
        {
            Process(status, point, chain, index, keys);
        }

        // Lists that no distribution point names, of the issuer itself.
        Process(status, ImpliedPoint(certificate), chain, index, keys);
        return status.ToFact();
    }

    // A URI is for fetching; here a list is of the point when its own scope names the same.
    private void Process(CrlStatus status, DistributionPoint point, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var issuers = point.CrlIssuer.Count > 0 ? point.CrlIssuer.Select(name => name.Directory).OfType<NameKey>() : [status.Certificate.Issuer];
        foreach (var list in issuers.SelectMany(_context.Request.Revocation.ListsOf))
        {
            if (status.IsDetermined || _context.Work.Exhausted is not null)
            {
                return;
            }

            if (!list.IsDelta)
            {
                Use(status, list, point, chain, index, keys);
            }
        }
    }

    private void Use(CrlStatus status, CrlFile list, DistributionPoint point, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys)
    {
        var reasons = point.Reasons & (list.Extensions.Scope?.Reasons ?? CrlReasons.All);
        if (!CrlScopes.Covers(list, point, status.Certificate))
        {
            status.Note("The list at hand is of another distribution point or of other certificates.");
        }
        else if (!status.Lacks(reasons))
        {
            return;
        }
        else if (list.HasUnknownCritical)
        {
            status.Note("The list has a critical extension not known here.");
        }
        else if (!_signers.IsSigned(list, chain, index, keys))
        {
            status.Note("The list is not signed by its issuer, or its issuer may not sign lists.");
        }
        else
        {
            Look(status, list, reasons, DeltaOf(list, chain, index, keys));
        }
    }

    private void Look(CrlStatus status, CrlFile list, CrlReasons reasons, CrlFile? delta)
    {
        // A delta brings its base up to its own date (RFC 5280 §5.2.4): the base may then be past its time, not before it.
        var fault = delta is null
            ? Currency.Fault(_context, list.ThisUpdate, list.NextUpdate)
            : Currency.Fault(_context, list.ThisUpdate, delta.NextUpdate ?? list.NextUpdate);
        if (fault is not null)
        {
            status.Note($"The list {fault}.");
            return;
        }

        var certificate = status.Certificate;
        var entry = delta?.Entries.Find(certificate.Fields.SerialNumber.Span, certificate.Issuer, delta.Issuer)
            ?? list.Entries.Find(certificate.Fields.SerialNumber.Span, certificate.Issuer, list.Issuer);
        var newest = delta ?? list;
        if (entry is { Reason: not X509RevocationReason.RemoveFromCrl })
        {
            status.Revoke(entry, newest);
        }
        else if (newest.ThisUpdate > certificate.NotAfter && !(newest.Extensions.ExpiredSince <= certificate.NotAfter))
        {
            // RFC 5280 §3.3: an entry may be dropped once the certificate has expired.
            status.Note("The list is from after the certificate expired.");
        }
        else
        {
            status.Clear(reasons, newest);
        }
    }

    // RFC 5280 §5.2.4, §6.3.3 (c): same issuer, same scope, same key, its base not newer than the list, and itself newer.
    private CrlFile? DeltaOf(CrlFile list, IReadOnlyList<PathCertificate> chain, int index, IReadOnlyList<PathKey> keys) =>
        _context.Request.Revocation.ListsOf(list.Issuer).FirstOrDefault(delta => delta.IsDelta && !delta.HasUnknownCritical
            && CrlScopes.AreSame(list, delta)
            && list.Extensions.AuthorityKeyId.Span.SequenceEqual(delta.Extensions.AuthorityKeyId.Span)
            && delta.Extensions.BaseNumber <= list.Extensions.Number && delta.Extensions.Number > list.Extensions.Number
            && Currency.Fault(_context, delta.ThisUpdate, delta.NextUpdate) is null
            && _signers.IsSigned(delta, chain, index, keys));

    private static DistributionPoint ImpliedPoint(PathCertificate certificate) =>
        new(new([GeneralName.OfDirectory(certificate.Issuer)], default), CrlReasons.All, []);
}
