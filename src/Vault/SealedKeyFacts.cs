using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>What a sealed key is bound to.</summary>
internal sealed record SealedKeyFacts(Guid KeyId, ImmutableArray<string> Owner, IntendedPurpose Purpose, string PublicKeyHash)
{
    internal const string MailKind = "mail";
    internal const string ServiceKind = "service";

    internal static SealedKeyFacts ForMail(IEnumerable<string> owner, IntendedPurpose purpose, string publicKeyHash) => new(
        Identify($"{MailKind}\n{purpose}\n{publicKeyHash}"),
        [.. owner.Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        purpose,
        publicKeyHash);

    internal static SealedKeyFacts ForService(string name, string publicKeyHash) =>
        new(Identify($"{ServiceKind}\n{name}"), [], IntendedPurpose.Unassigned, publicKeyHash);

    // RFC 9562 §5.8: a UUID of version 8 is ours to define; here the first 122 free bits of a SHA-256.
    private static Guid Identify(string facts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
