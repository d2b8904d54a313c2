namespace Chancery.Pki;

/// <summary>Limits on what a SignedData may hold, so that reading one costs little whatever it claims.</summary>
internal static class SignedLimits
{
    public const int MaxSigners = 100;

    public const int MaxDigestAlgorithms = 32;

    public const int MaxAttributes = 200;

    public const int MaxAttributeValues = 100;

    public const int MaxRevocationInfos = 1000;

    /// <summary>The most certificates of one name whose keys are tried for one signer.</summary>
    public const int MaxCandidates = 8;

    /// <summary>Signatures over signatures over signatures; the innermost are not looked at.</summary>
    public const int MaxCounterDepth = 4;

    /// <summary>The most counter-signatures verified in one message.</summary>
    public const int MaxCounterSignatures = 100;

    /// <summary>The most certificates in a timestamp token: an authority's chain has a few.</summary>
    public const int MaxTokenCertificates = 20;

    /// <summary>The largest set of signed attributes, and so how much of a content is compared with one, in bytes.</summary>
    public const int MaxAttributesBytes = 1024 * 1024;
}
