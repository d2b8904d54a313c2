namespace Chancery.Pki;

/// <summary>What is to be thought of a signature.</summary>
internal enum SignatureOutcome
{
    /// <summary>It is by the key and strong enough.</summary>
    Valid,

    /// <summary>It is not by the key.</summary>
    Invalid,

    /// <summary>It is by the key, and what it was made with no longer convinces.</summary>
    Weak,

    /// <summary>Its algorithm, or the key's, is not known here.</summary>
    Unsupported,
}
