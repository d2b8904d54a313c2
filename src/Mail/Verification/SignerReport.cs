using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>One signer: the mathematics, the identity and the path.</summary>
/// <param name="Layer">Which signature of the message: 0 is the outermost.</param>
/// <param name="Signature">What the mathematics say, with certificate, algorithms and attributes.</param>
/// <param name="Addresses">The addresses the certificate vouches for.</param>
/// <param name="IsFrom">Whether one of them is the author's; null where there is no author to compare with.</param>
/// <param name="Path">The path to a trusted root; null where there is no certificate, or the mathematics failed.</param>
/// <param name="Reasons">The reasons about this signer alone; they are among the message's too.</param>
public sealed record SignerReport(
    int Layer, SignerVerdict Signature, ImmutableArray<string> Addresses, bool? IsFrom, PathResult? Path, ImmutableArray<MailReason> Reasons)
{
    /// <summary>The signer's certificate; null where the message does not carry it.</summary>
    public X509Certificate2? Certificate => Signature.Certificate;

    /// <summary>When the signer says he signed; his word alone.</summary>
    public DateTimeOffset? SigningTime => Signature.SigningTime;

    /// <summary>The verdict on this signer alone.</summary>
    public Verdict Verdict => MailReason.Worst(Reasons.AsSpan());
}
