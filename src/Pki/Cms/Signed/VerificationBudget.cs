namespace Chancery.Pki;

/// <summary>How much more work the signatures over signatures of one message may cause.</summary>
internal sealed class VerificationBudget
{
    private int _spent;

    /// <summary>Books one more signature; false where the limit is reached.</summary>
    public bool Spend() => _spent++ < SignedLimits.MaxCounterSignatures;
}
