using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Key agreement: the content key unwrapped with a key made of an ECDH secret (RFC 5753 §3.1.3).</summary>
internal sealed class AgreementRecovery(RecipientEntry entry, DecryptionKey key, AgreementScheme scheme, ECDiffieHellman originator) : KeyRecovery(entry, key)
{
    private const int LongestWrapKey = 32;
    private const int LongestContentKey = 64;

    // NULL parameters of the wrap, and none: senders write either, and RFC 5753 §7.2 puts what they wrote into the derivation; some put the other.
    private static readonly byte[] Null = [0x05, 0x00];

    public override bool IsRobust => true;

    public static PkiResult<KeyRecovery> Plan(RecipientEntry entry, DecryptionKey key, EnvelopeHead head, DecryptionPolicy policy)
    {
        var scheme = AgreementScheme.Read(entry.Algorithm);
        if (scheme is null || scheme.WrapKeyBytes == 0)
        {
            return Unsupported(entry);
        }

        if (scheme.Wrap == Oids.TripleDesWrap && !policy.AllowsLegacy)
        {
            return PkiResult<KeyRecovery>.Fail(PkiErrorCode.CmsAlgorithmLegacy, "The content key is wrapped with 3DES.");
        }

        var originator = Originator.KeyOf(entry.Originator, key.Curve!.Value, head, policy);
        return originator.IsOk ? new AgreementRecovery(entry, key, scheme, originator.Value) : originator.Error;
    }

    public override bool TryRecover(Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        observer?.Invoke(EnvelopeOperation.Agree);
        using var peer = originator.PublicKey;
        var secret = Key.Agreement!.DeriveRawSecretAgreement(peer);
        // Both forms in any case, so that which one it was, or neither, does not show.
        Span<byte> other = stackalloc byte[contentKey.Length];
        var isOther = TryUnwrap(secret, OtherForm(), other, observer);
        var isOwn = TryUnwrap(secret, scheme.WrapAlgorithm.Span, contentKey, observer);
        if (isOther && !isOwn)
        {
            other.CopyTo(contentKey);
        }

        CryptographicOperations.ZeroMemory(other);
        CryptographicOperations.ZeroMemory(secret);
        return isOwn || isOther;
    }

    public override void Dispose()
    {
        originator.Dispose();
        base.Dispose();
    }

    private bool TryUnwrap(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> wrapAlgorithm, Span<byte> contentKey, Action<EnvelopeOperation>? observer)
    {
        Span<byte> wrapKey = stackalloc byte[LongestWrapKey];
        wrapKey = wrapKey[..scheme.WrapKeyBytes];
        Span<byte> unwrapped = stackalloc byte[LongestContentKey];
        observer?.Invoke(EnvelopeOperation.DeriveKey);
        KeyAgreement.DeriveKey(scheme.Hash, secret, KeyAgreement.SharedInfo(wrapAlgorithm, Entry.UserKeyingMaterial.Span, wrapKey.Length), wrapKey);
        observer?.Invoke(EnvelopeOperation.UnwrapKey);
        var length = scheme.Wrap == Oids.TripleDesWrap
            ? TripleDesKeyWrap.Unwrap(wrapKey, Entry.EncryptedKey.Span, unwrapped)
            : AesKeyWrap.Unwrap(wrapKey, Entry.EncryptedKey.Span, unwrapped);
        var isKey = length == contentKey.Length;
        if (isKey)
        {
            unwrapped[..length].CopyTo(contentKey);
        }

        CryptographicOperations.ZeroMemory(wrapKey);
        CryptographicOperations.ZeroMemory(unwrapped);
        return isKey;
    }

    private byte[] OtherForm()
    {
        var fields = new AsnReader(scheme.WrapAlgorithm, AsnEncodingRules.BER).ReadSequence();
        fields.ReadObjectIdentifier();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(scheme.Wrap);
            if (!fields.HasData)
            {
                writer.WriteEncodedValue(Null);
            }
        }

        return writer.Encode();
    }
}
