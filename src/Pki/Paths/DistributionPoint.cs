using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Where and for which reasons a revocation list is published (RFC 5280 §4.2.1.13).</summary>
internal sealed record DistributionPoint(DistributionPointName? Name, CrlReasons Reasons, IReadOnlyList<GeneralName> CrlIssuer)
{
    public static DistributionPoint Read(AsnReader reader)
    {
        var fields = reader.ReadSequence();
        DistributionPointName? name = null;
        var reasons = CrlReasons.All;
        IReadOnlyList<GeneralName> issuer = [];
        while (fields.HasData)
        {
            switch (fields.PeekTag())
            {
                case { TagClass: TagClass.ContextSpecific, TagValue: 0 } tag: name = DistributionPointName.Read(fields.ReadSequence(tag)); break;
                case { TagClass: TagClass.ContextSpecific, TagValue: 1 } tag: reasons = CrlReasonBits.Read(fields, tag); break;
                case { TagClass: TagClass.ContextSpecific, TagValue: 2 } tag: issuer = GeneralName.ReadAll(fields.ReadSequence(tag)); break;
                default: throw new AsnContentException("Not a DistributionPoint.");
            }
        }

        return new(name, reasons, issuer);
    }

    /// <summary>The URLs it names.</summary>
    public IEnumerable<string> Urls => (Name?.FullName ?? []).Where(name => name.Kind == GeneralNameKind.Uri).Select(name => name.Text);
}

/// <summary>A DistributionPointName: full names, or one relative to the name of the list's issuer.</summary>
internal sealed record DistributionPointName(IReadOnlyList<GeneralName> FullName, ReadOnlyMemory<byte> RelativeName)
{
    // A CHOICE, hence tagged explicitly: the caller has taken that tag off.
    public static DistributionPointName Read(AsnReader choice)
    {
        var tag = choice.PeekTag();
        return tag switch
        {
            { TagClass: TagClass.ContextSpecific, TagValue: 0 } => new(GeneralName.ReadAll(choice.ReadSequence(tag)), default),
            { TagClass: TagClass.ContextSpecific, TagValue: 1 } => new([], choice.ReadEncodedValue()),
            _ => throw new AsnContentException("Not a DistributionPointName."),
        };
    }

    /// <summary>Whether two have a name in common, each completed with the name of its list's issuer.</summary>
    public bool Meets(NameKey issuer, DistributionPointName other, NameKey otherIssuer)
    {
        var (mine, others) = (Relative(issuer), other.Relative(otherIssuer));
        return mine is null && others is null
            ? FullName.Any(name => other.FullName.Any(name.Matches))
            : Directories(mine).Any(name => other.Directories(others).Any(name.Equals));
    }

    /// <summary>Whether one of these names is among others.</summary>
    public bool Meets(NameKey issuer, IReadOnlyList<GeneralName> others) => Meets(issuer, new DistributionPointName(others, default), issuer);

    private IEnumerable<NameKey> Directories(NameKey? relative) => relative is not null
        ? [relative]
        : FullName.Select(name => name.Directory).OfType<NameKey>();

    private NameKey? Relative(NameKey issuer) => RelativeName.IsEmpty
        ? null
        : issuer.Append(new AsnReader(RelativeName, AsnEncodingRules.DER)
            .ReadSetOf(skipSortOrderValidation: true, new Asn1Tag(TagClass.ContextSpecific, 1, true)));
}
