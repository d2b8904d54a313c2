using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>What an authority may certify (RFC 5280 §4.2.1.10).</summary>
internal sealed class NameConstraints
{
    private readonly List<GeneralName> _permitted = [];
    private readonly List<GeneralName> _excluded = [];

    /// <summary>How many subtrees there are.</summary>
    public int Count => _permitted.Count + _excluded.Count;

    public static NameConstraints Read(AsnReader fields)
    {
        var read = new NameConstraints();
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            var subtrees = fields.ReadSequence(tag);
            var list = tag switch
            {
                { TagClass: TagClass.ContextSpecific, TagValue: 0 } => read._permitted,
                { TagClass: TagClass.ContextSpecific, TagValue: 1 } => read._excluded,
                _ => throw new AsnContentException("Not a NameConstraints."),
            };
            while (subtrees.HasData)
            {
                var subtree = subtrees.ReadSequence();
                list.Add(GeneralName.Read(subtree));
                // RFC 5280 §4.2.1.10: minimum is 0, which DER leaves out, and there is no maximum.
                subtree.ThrowIfNotEmpty();
            }
        }

        return read;
    }

    /// <summary>The first name that is not allowed, in words; null where all are.</summary>
    public string? FirstViolation(ConstrainedNames names)
    {
        foreach (var name in names.All)
        {
            var ofKind = _permitted.Where(name.IsConstrainedBy).ToList();
            if (ofKind.Count > 0 && !ofKind.Any(subtree => name.IsWithin(subtree) == true))
            {
                return $"{name} is not within what is permitted.";
            }

            // A subtree that cannot be compared with excludes: whoever wrote it meant to forbid.
            if (_excluded.Any(subtree => name.IsConstrainedBy(subtree) && name.IsWithin(subtree) != false))
            {
                return $"{name} is excluded.";
            }
        }

        return null;
    }
}
