using System.Collections.Immutable;
using System.Numerics;

namespace Chancery.Pki;

/// <summary>A certificate revocation list as facts.</summary>
/// <param name="Issuer">The issuer's distinguished name.</param>
/// <param name="Number">The CRL number, null where the list has none.</param>
/// <param name="ThisUpdate">The instant it speaks of.</param>
/// <param name="NextUpdate">The instant by which the next one is promised, null where nothing is.</param>
/// <param name="Revoked">The entries, in the order of the list.</param>
public sealed record CrlInfo(
    string Issuer, BigInteger? Number, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate, ImmutableArray<RevokedEntry> Revoked);
