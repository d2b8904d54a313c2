using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>An attribute of a signer (RFC 5652 §5.3).</summary>
/// <param name="Oid">Its type, an object identifier in dotted form.</param>
/// <param name="Values">Its values, each as encoded.</param>
public sealed record CmsAttribute(string Oid, ImmutableArray<byte[]> Values)
{
    /// <summary>An attribute with one value.</summary>
    /// <param name="attribute">The type, and the DER of the value.</param>
    /// <exception cref="ArgumentException">There is no type.</exception>
    public static CmsAttribute Of(AsnEncodedData attribute) =>
        new(attribute.Oid?.Value ?? throw new ArgumentException("An attribute has a type.", nameof(attribute)), [attribute.RawData]);
}
