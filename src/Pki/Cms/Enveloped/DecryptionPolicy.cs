using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What an envelope may be for it to be opened.</summary>
public sealed record DecryptionPolicy
{
    private DecryptionPolicy()
    {
    }

    /// <summary>AES only, in CBC or GCM.</summary>
    public static DecryptionPolicy Current { get; } = new();

    /// <summary>Also 3DES-CBC, RC2-CBC with 40, 64 or 128 bits, DES-CBC and the 3DES key wrap, so that mail of former years stays readable. What they
    /// protect has no secrecy left to speak of.</summary>
    public static DecryptionPolicy Archive { get; } = new() { AllowsLegacy = true };

    /// <summary>Whether ciphers other than AES are opened.</summary>
    public bool AllowsLegacy { get; private init; }

    /// <summary>The most bytes of encrypted content; 4 GiB unless set. What is not streamed has the limit <see cref="CmsLimits.MaxMessageBytes"/>
    /// besides.</summary>
    public long MaxContentBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most recipients; 2000 unless set.</summary>
    public int MaxRecipients { get; init; } = 2000;

    /// <summary>Certificates of senders, besides those a message brings, for messages whose key was agreed on with the sender's own key rather than an
    /// ephemeral one (RFC 5753 §3.1.1).</summary>
    public ImmutableArray<X509Certificate2> Originators { get; init; } = [];

    /// <summary>Told each cryptographic operation of <see cref="CmsEnvelope.Open(ReadOnlyMemory{byte}, DecryptionKeys, DecryptionPolicy)"/>, so that a
    /// test can hold that failures take the same ones as successes.</summary>
    internal Action<EnvelopeOperation>? Observer { get; init; }
}
