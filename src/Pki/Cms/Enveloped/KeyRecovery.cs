namespace Chancery.Pki;

/// <summary>A recipient of a message that is ours, with the way to its content key worked out and nothing yet done with the private key.</summary>
internal abstract class KeyRecovery(RecipientEntry entry, DecryptionKey key) : IDisposable
{
    public RecipientEntry Entry { get; } = entry;

    public DecryptionKey Key { get; } = key;

    /// <summary>Whether a failure tells nothing worth hiding: OAEP and key wrap are checks made to withstand chosen ciphertexts; PKCS#1 v1.5's is not
    /// (RFC 3218), so whether it fails decides nothing but what the content becomes.</summary>
    public abstract bool IsRobust { get; }

    /// <summary>Does it.</summary>
    /// <param name="contentKey">Room for the key, as long as the cipher wants it.</param>
    /// <param name="observer">Told the operations.</param>
    /// <returns>Whether there came out a key of this length.</returns>
    public abstract bool TryRecover(Span<byte> contentKey, Action<EnvelopeOperation>? observer);

    public virtual void Dispose()
    {
    }

    /// <summary>Works out how a recipient's content key is recovered.</summary>
    /// <returns>The way; a failure where its algorithm is not opened.</returns>
    public static PkiResult<KeyRecovery> For(RecipientEntry entry, DecryptionKey key, EnvelopeHead head, DecryptionPolicy policy) =>
        Hostile.Read(PkiErrorCode.CmsMalformed, "The recipient's algorithm cannot be read.", () => (entry.Kind, key) switch
        {
            (RecipientKind.KeyTransport, { Rsa: not null }) => RsaRecovery.Plan(entry, key),
            (RecipientKind.KeyAgreement, { Agreement: not null }) => AgreementRecovery.Plan(entry, key, head, policy),
            _ => PkiResult<KeyRecovery>.Fail(PkiErrorCode.CmsAlgorithmUnsupported, "The recipient's algorithm is not for its certificate's kind of key."),
        });

    protected static PkiResult<KeyRecovery> Unsupported(RecipientEntry entry) =>
        PkiResult<KeyRecovery>.Fail(PkiErrorCode.CmsAlgorithmUnsupported, $"The key is encrypted with {AlgorithmNames.Describe(entry).Algorithm}.");
}
