namespace Chancery.Pki;

/// <summary>
/// The policies a path is valid for, as RFC 9618 computes them: the tree of RFC 5280 §6.1 with nodes of the same policy at the same depth made
/// one, so that it grows with the certificates and not exponentially. "Null" in the standard is <see cref="IsNull"/> here.
/// </summary>
internal sealed class PolicyGraph
{
    private readonly List<Dictionary<string, Node>> _levels = [new() { [Oids.AnyPolicy] = new(Oids.AnyPolicy) { IsReachable = true } }];

    /// <summary>Whether no policy is left.</summary>
    public bool IsNull { get; private set; }

    /// <summary>Takes in the certificatePolicies of the next certificate (RFC 5280 §6.1.3 (d), (e)); null where it has none.</summary>
    public void Add(IReadOnlyCollection<string>? policies, bool allowAny)
    {
        if (policies is null || IsNull)
        {
            IsNull = true;
            return;
        }

        var above = _levels[^1];
        var expected = Expected(above);
        var level = new Dictionary<string, Node>();
        foreach (var policy in policies.Where(policy => policy != Oids.AnyPolicy))
        {
            if (expected.TryGetValue(policy, out var parents) || TryAny(above, out parents))
            {
                level.Add(policy, new Node(policy, parents));
            }
        }

        if (allowAny && policies.Contains(Oids.AnyPolicy))
        {
            foreach (var (policy, parents) in expected)
            {
                level.TryAdd(policy, new Node(policy, parents));
            }
        }

        _levels.Add(level);
        IsNull = level.Count == 0;
    }

    /// <summary>Applies the policyMappings of a certificate that issued the next (RFC 5280 §6.1.4 (b)).</summary>
    public void Map(IReadOnlyList<(string Issuer, string Subject)> mappings, bool allowed)
    {
        if (IsNull)
        {
            return;
        }

        var level = _levels[^1];
        foreach (var mapping in mappings.GroupBy(mapping => mapping.Issuer, mapping => mapping.Subject))
        {
            if (!allowed)
            {
                level.Remove(mapping.Key);
            }
            else if (level.TryGetValue(mapping.Key, out var node))
            {
                node.Expected = [.. mapping];
            }
            else if (level.TryGetValue(Oids.AnyPolicy, out var any))
            {
                level.Add(mapping.Key, new Node(mapping.Key, any.Parents) { Expected = [.. mapping] });
            }
        }

        IsNull = level.Count == 0;
    }

    /// <summary>The policies the path is valid for, of those acceptable to the user (RFC 9618 §5.6); anyPolicy for any.</summary>
    public IReadOnlySet<string> ValidFor(IReadOnlyCollection<string> acceptable)
    {
        if (IsNull)
        {
            return new HashSet<string>();
        }

        var granted = AuthorityConstrained();
        if (acceptable.Count == 0 || acceptable.Contains(Oids.AnyPolicy))
        {
            return granted;
        }

        return granted.Contains(Oids.AnyPolicy) ? acceptable.ToHashSet() : acceptable.Where(granted.Contains).ToHashSet();
    }

    // The policies first asserted below anyPolicy, in the terms of the topmost authority, from which a node at the last depth is reached.
    private HashSet<string> AuthorityConstrained()
    {
        foreach (var node in _levels[^1].Values)
        {
            node.IsReachable = true;
        }

        var granted = new HashSet<string>();
        if (_levels[^1].ContainsKey(Oids.AnyPolicy))
        {
            granted.Add(Oids.AnyPolicy);
        }

        for (var depth = _levels.Count - 1; depth > 0; depth--)
        {
            foreach (var node in _levels[depth].Values.Where(node => node.IsReachable))
            {
                foreach (var parent in node.Parents)
                {
                    parent.IsReachable = true;
                    if (parent.Policy == Oids.AnyPolicy && node.Policy != Oids.AnyPolicy)
                    {
                        granted.Add(node.Policy);
                    }
                }
            }
        }

        return granted;
    }

    private static Dictionary<string, List<Node>> Expected(Dictionary<string, Node> level)
    {
        var expected = new Dictionary<string, List<Node>>();
        foreach (var node in level.Values)
        {
            foreach (var policy in node.Expected)
            {
                if (!expected.TryGetValue(policy, out var nodes))
                {
                    expected.Add(policy, nodes = []);
                }

                nodes.Add(node);
            }
        }

        return expected;
    }

    private static bool TryAny(Dictionary<string, Node> level, out List<Node> parents)
    {
        parents = level.TryGetValue(Oids.AnyPolicy, out var any) ? [any] : [];
        return any is not null;
    }

    private sealed class Node(string policy, List<Node>? parents = null)
    {
        public string Policy { get; } = policy;

        public List<Node> Parents { get; } = parents ?? [];

        public HashSet<string> Expected { get; set; } = [policy];

        public bool IsReachable { get; set; }
    }
}
