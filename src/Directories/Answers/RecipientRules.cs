using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>Decides whether a certificate that a directory handed out is trusted; the rest (address, usage, dates, key) is checked before.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="others">The other certificates of the same answer: authorities, perhaps.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>Null where it is trusted, else why not (<c>recipientUntrusted</c>).</returns>
public delegate ValueTask<PkiError?> RecipientTrust(
    X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others, CancellationToken cancellation);

/// <summary>What a certificate must be before it is encrypted to.</summary>
public sealed record RecipientRules
{
    /// <summary>The most certificates of one answer that are looked at; more of them are refused unread.</summary>
    public const int MaxCertificates = 64;

    /// <summary>Everything but trust is checked, at the present time.</summary>
    public static RecipientRules Default { get; } = new();

    /// <summary>The clock that validity is measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The judge of trust; null where whoever wrote the directory is trusted to have put in the right certificates.</summary>
    public RecipientTrust? Trust { get; init; }

    /// <summary>The smallest RSA key encrypted to, in bits; below 2048 none is, whatever is asked for here.</summary>
    public int MinimumRsaBits { get; init; } = 2048;
}
