using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>What a message is verified with. Nothing is fetched; what is missing is named in <see cref="PathResult.Missing"/>.</summary>
public sealed record VerificationSettings
{
    /// <summary>What is trusted.</summary>
    public required TrustAnchors Trust { get; init; }

    /// <summary>The instant at which certificates must be valid: now; or, to ask about old mail, when it was signed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The instant at which revocation data must be current; null for <see cref="At"/>.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }

    /// <summary>Further certificates that may be part of a path; none is trusted.</summary>
    public ImmutableArray<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>The revocation lists and OCSP responses at hand. Those that the message carries count too.</summary>
    public RevocationData Revocation { get; init; } = RevocationData.None;

    /// <summary>How much must be known of revocation.</summary>
    public RevocationMode RevocationMode { get; init; } = RevocationMode.IfPresent;

    /// <summary>The content of a bare detached signature; null where the message holds its content.</summary>
    public ReadOnlyMemory<byte>? DetachedContent { get; init; }

    /// <summary>The reader's keys, so that encrypted mail can be verified; null for none.</summary>
    public DecryptionKeys? Keys { get; init; }

    /// <summary>What is opened with them.</summary>
    public DecryptionPolicy Decryption { get; init; } = DecryptionPolicy.Current;
}
