namespace Chancery.Pki;

/// <summary>What is known of a path.</summary>
public enum PathVerdict
{
    /// <summary>A path to a trust anchor exists and nothing speaks against it.</summary>
    Valid,

    /// <summary>Something speaks against the certificate, or against every path from it.</summary>
    Invalid,

    /// <summary>Not enough is known: no path to a trust anchor, or no word on revocation. More evidence may change it.</summary>
    Unverifiable,
}
