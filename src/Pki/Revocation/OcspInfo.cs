using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An OCSP response as facts. Nothing of it is verified.</summary>
/// <param name="ProducedAt">When it was signed.</param>
/// <param name="Nonce">The nonce, empty where it has none.</param>
/// <param name="Answers">What it says, of each certificate.</param>
public sealed record OcspInfo(DateTimeOffset ProducedAt, ImmutableArray<byte> Nonce, ImmutableArray<OcspAnswer> Answers);

/// <summary>What an OCSP response says of one certificate.</summary>
/// <param name="SerialNumber">The certificate's, hexadecimal, as .NET prints it.</param>
/// <param name="Status">The status.</param>
/// <param name="RevokedAt">When it was revoked; null unless it is.</param>
/// <param name="Reason">Why; null unless it is revoked.</param>
/// <param name="ThisUpdate">The instant the answer speaks of.</param>
/// <param name="NextUpdate">By when there will be news; null where there may be any time.</param>
public sealed record OcspAnswer(
    string SerialNumber, RevocationStatus Status, DateTimeOffset? RevokedAt, X509RevocationReason? Reason, DateTimeOffset ThisUpdate,
    DateTimeOffset? NextUpdate);
