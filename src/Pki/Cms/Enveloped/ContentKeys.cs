using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>From the recipients of a message and our keys to its content key.</summary>
internal static class ContentKeys
{
    // A message names one key of ours, or a few; thousands would be made to cost time.
    private const int MostOfOurs = 8;

    /// <summary>Keys the substitutes; of no use to anybody after the process.</summary>
    private static readonly byte[] SubstituteSecret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The recipients that are ours and are opened, the caller's to dispose of.</summary>
    /// <returns>At least one; <c>cmsNotForKeys</c>, <c>cmsAlgorithmUnsupported</c>, <c>cmsAlgorithmLegacy</c>, <c>cmsMalformed</c>.</returns>
    public static PkiResult<List<KeyRecovery>> Plan(EnvelopeHead head, DecryptionKeys keys, DecryptionPolicy policy)
    {
        var plans = new List<KeyRecovery>(1);
        PkiError? refusal = null;
        foreach (var entry in head.Recipients)
        {
            if (plans.Count == MostOfOurs || entry.Kind is not (RecipientKind.KeyTransport or RecipientKind.KeyAgreement)
                || keys.Find(entry.Id, head.Authenticated) is not { } key)
            {
                continue;
            }

            var plan = KeyRecovery.For(entry, key, head, policy);
            if (plan.IsOk)
            {
                plans.Add(plan.Value);
            }

            refusal ??= plan.Error;
        }

        return plans.Count > 0 ? plans : refusal ?? NotForKeys(head);
    }

    /// <summary>
    /// Recovers the content key. One that is not recovered is replaced by one that looks random but is always the same for the same bytes (RFC 3218
    /// §2.3.2, made deterministic): the failure shows only where a wrong key shows, and asking twice tells nothing more.
    /// </summary>
    /// <remarks>Of several recipients that are ours, those with a check made for it are tried in turn, and after them one with PKCS#1 v1.5, the first,
    /// alone: going on to another where that fails would tell that it failed (CVE-2019-1563).</remarks>
    /// <returns>The recipient whose key it is, or should have been.</returns>
    public static KeyRecovery Recover(List<KeyRecovery> plans, Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        var fragile = plans.Find(plan => !plan.IsRobust);
        var named = fragile ?? plans[0];
        observer?.Invoke(EnvelopeOperation.SubstituteKey);
        Span<byte> substitute = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(SubstituteSecret, named.Entry.EncryptedKey.Span, substitute);
        foreach (var plan in plans)
        {
            if (plan.IsRobust && plan.TryRecover(contentKey, observer))
            {
                return plan;
            }
        }

        if (fragile is null || !fragile.TryRecover(contentKey, observer))
        {
            substitute[..contentKey.Length].CopyTo(contentKey);
        }

        return named;
    }

    private static PkiError NotForKeys(EnvelopeHead head)
    {
        var isForOthersOnly = head.Recipients.Count > 0;
        foreach (var entry in head.Recipients)
        {
            isForOthersOnly &= entry.Kind is RecipientKind.KeyEncryptionKey or RecipientKind.Password or RecipientKind.Other;
        }

        return isForOthersOnly
            ? new(PkiErrorCode.CmsAlgorithmUnsupported, $"The key is encrypted with {AlgorithmNames.Describe(head.Recipients[0]).Algorithm}.")
            : new(PkiErrorCode.CmsNotForKeys, $"None of the {head.Recipients.Count} recipients is a certificate whose key is at hand.");
    }
}
