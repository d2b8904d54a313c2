namespace Chancery.Pki;

/// <summary>Whether lists cover certificates, and one another (RFC 5280 §6.3.3 (b), (c)).</summary>
internal static class CrlScopes
{
    public static bool Covers(CrlFile list, DistributionPoint point, PathCertificate certificate)
    {
        var scope = list.Extensions.Scope;
        // (b) (1): a list by another than the certificate's issuer says that it is indirect.
        if (point.CrlIssuer.Count > 0 && scope?.IsIndirect != true)
        {
            return false;
        }

        if (scope is null)
        {
            return true;
        }

        return !scope.OnlyAttributes
            && !(scope.OnlyUsers && certificate.IsAuthority)
            && !(scope.OnlyAuthorities && !certificate.IsAuthority)
            && (scope.Name is not { } name || NamesMeet(list, name, point, certificate));
    }

    public static bool AreSame(CrlFile list, CrlFile delta) => (list.Extensions.Scope, delta.Extensions.Scope) switch
    {
        (null, null) => true,
        ({ } mine, { } its) => mine.Encoded.Span.SequenceEqual(its.Encoded.Span),
        _ => false,
    };

    // (b) (2) (i): one of the scope's names is one of the point's, or where that has none, of its cRLIssuer.
    private static bool NamesMeet(CrlFile list, DistributionPointName name, DistributionPoint point, PathCertificate certificate)
    {
        var issuer = point.CrlIssuer.Select(one => one.Directory).OfType<NameKey>().FirstOrDefault() ?? certificate.Issuer;
        return point.Name is { } wanted ? name.Meets(list.Issuer, wanted, issuer) : name.Meets(list.Issuer, point.CrlIssuer);
    }
}
