namespace Chancery.Pki;

/// <summary>The state variables of policy processing along a path (RFC 5280 §6.1.2 (a), (d) to (f)).</summary>
internal sealed class PolicyState
{
    private readonly PathRequest _request;
    private readonly PolicyGraph _graph = new();
    private int _explicitPolicy;
    private int _policyMapping;
    private int _inhibitAnyPolicy;

    public PolicyState(PathRequest request, int length)
    {
        _request = request;
        _explicitPolicy = request.RequireExplicitPolicy ? 0 : length + 1;
        _policyMapping = request.InhibitPolicyMapping ? 0 : length + 1;
        _inhibitAnyPolicy = request.InhibitAnyPolicy ? 0 : length + 1;
    }

    /// <summary>RFC 5280 §6.1.3 (d) to (f): whether the path still has a policy, where one is required.</summary>
    public bool Enter(PathCertificate certificate, bool isLast)
    {
        _graph.Add(certificate.Extensions.Policies, _inhibitAnyPolicy > 0 || (!isLast && certificate.IsSelfIssued));
        return _explicitPolicy > 0 || !_graph.IsNull;
    }

    /// <summary>RFC 5280 §6.1.4 (a): whether the mappings leave anyPolicy alone.</summary>
    public static bool MappingsAreSound(PathCertificate certificate) => certificate.Extensions.PolicyMappings is not { } mappings
        || mappings.All(mapping => mapping.Issuer != Oids.AnyPolicy && mapping.Subject != Oids.AnyPolicy);

    /// <summary>RFC 5280 §6.1.4 (b), (h) to (j).</summary>
    public void PrepareNext(PathCertificate certificate)
    {
        var extensions = certificate.Extensions;
        if (extensions.PolicyMappings is { } mappings)
        {
            _graph.Map(mappings, allowed: _policyMapping > 0);
        }

        if (!certificate.IsSelfIssued)
        {
            _explicitPolicy = Math.Max(0, _explicitPolicy - 1);
            _policyMapping = Math.Max(0, _policyMapping - 1);
            _inhibitAnyPolicy = Math.Max(0, _inhibitAnyPolicy - 1);
        }

        _explicitPolicy = Math.Min(_explicitPolicy, extensions.RequireExplicitPolicy ?? int.MaxValue);
        _policyMapping = Math.Min(_policyMapping, extensions.InhibitPolicyMapping ?? int.MaxValue);
        _inhibitAnyPolicy = Math.Min(_inhibitAnyPolicy, extensions.InhibitAnyPolicy ?? int.MaxValue);
    }

    /// <summary>RFC 5280 §6.1.5 (a), (b), (g): the policies the path is valid for, and whether they satisfy.</summary>
    public (IReadOnlySet<string> Policies, bool Satisfies) WrapUp(PathCertificate certificate)
    {
        _explicitPolicy = certificate.Extensions.RequireExplicitPolicy == 0 ? 0 : Math.Max(0, _explicitPolicy - 1);
        var policies = _graph.ValidFor(_request.InitialPolicies);
        return (policies, _explicitPolicy > 0 || policies.Count > 0);
    }
}
