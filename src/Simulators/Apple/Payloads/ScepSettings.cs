namespace Chancery.Simulators.Apple.Payloads;

/// <summary>A <c>com.apple.security.scep</c> payload.</summary>
/// <param name="Url">The SCEP server.</param>
/// <param name="Name">The authority's name, sent as <c>message</c> with GetCACert; may be empty.</param>
/// <param name="Subject">The subject asked for, e.g. <c>CN=device</c>.</param>
/// <param name="Challenge">The challenge password. A secret.</param>
/// <param name="CaFingerprint">SHA-1 or SHA-256 of the authority's certificate.</param>
/// <param name="KeySize">Bits of the RSA key.</param>
/// <param name="Retries">How often to try again.</param>
/// <param name="RetryDelay">Between two tries.</param>
internal sealed record ScepSettings(
    Uri Url, string Name, string Subject, string? Challenge, byte[]? CaFingerprint, int KeySize, int Retries, TimeSpan RetryDelay)
{
    /// <summary>The address alone: the challenge is a secret.</summary>
    public override string ToString() => $"ScepSettings {{ {Url} }}";
}
