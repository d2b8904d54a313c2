using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>
/// Opens envelopes of either kind, EnvelopedData (RFC 5652 §6) and AuthEnvelopedData (RFC 5083), DER or BER, with any of a person's keys.
/// </summary>
/// <remarks>
/// The answer is the same whichever way a key fails: one that does not unwrap is replaced by one that looks random and the same operations go on, so that
/// the answer is no oracle (RFC 3218). Read: RSA PKCS#1 v1.5; RSA-OAEP with SHA-1, -224, -256, -384, -512 for either hash, and any label; ECDH on P-256,
/// P-384, P-521 with the X9.63 KDF over the same hashes and AES key wrap; AES in CBC and GCM; under <see cref="DecryptionPolicy.Archive"/> also 3DES, DES,
/// RC2 and the 3DES key wrap.
/// </remarks>
public static class CmsEnvelope
{
    internal const string NotDecrypted = "The message was not decrypted.";

    /// <summary>Opens an envelope in memory.</summary>
    /// <param name="cms">The message, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="policy">What is opened.</param>
    /// <returns>The content; or <c>cmsTooLarge</c> (also for too many recipients), <c>cmsMalformed</c>, <c>cmsAlgorithmUnsupported</c> and
    /// <c>cmsAlgorithmLegacy</c> with the name, <c>cmsNotForKeys</c>, all of them told from the outside; <c>cmsDecryptFailed</c> whatever the
    /// reason, for a recipient that is ours.</returns>
    public static PkiResult<OpenedEnvelope> Open(ReadOnlyMemory<byte> cms, DecryptionKeys keys, DecryptionPolicy policy)
    {
        var opened = OpenUnpadded(cms, keys, policy);
        return !opened.IsOk ? opened.Error : opened.Value.IsPadded ? opened.Value.Envelope : DecryptFailed;
    }

    /// <summary>Opens an envelope while it is read, in bounded memory. CBC is decrypted as it comes; GCM is kept encrypted, in memory up to 64 MiB and
    /// beyond in a
    /// file, and nothing of it is given before its tag holds.</summary>
    /// <param name="cms">The message; it is read to its end and not beyond what is buffered, 128 KiB.</param>
    /// <param name="content">Where the content goes. Where CBC fails, what went there is worthless and must not be used.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="policy">What is opened, and how much of it.</param>
    /// <param name="spoolFolder">The folder for that file, which only its owner reads and which is gone when this returns; null for the system's
    /// temporary folder.</param>
    /// <returns>The envelope, with its <see cref="OpenedEnvelope.Content"/> empty; the failures of
    /// <see cref="Open(ReadOnlyMemory{byte}, DecryptionKeys, DecryptionPolicy)"/>.</returns>
    /// <exception cref="IOException">A stream, or the file, failed.</exception>
    public static PkiResult<OpenedEnvelope> Open(
        Stream cms, Stream content, DecryptionKeys keys, DecryptionPolicy policy, string? spoolFolder = null) =>
        Guard(() => EnvelopeStreamReader.Open(cms, content, keys, policy, spoolFolder));

    /// <summary>Tells what an envelope is from the outside, without any key.</summary>
    /// <param name="cms">The message, at most <see cref="CmsLimits.MaxMessageBytes"/>.</param>
    /// <returns>The facts; <c>cmsTooLarge</c> or <c>cmsMalformed</c>.</returns>
    public static PkiResult<EnvelopeInfo> Inspect(ReadOnlyMemory<byte> cms) => CmsLimits.TooLarge(cms) is { } tooLarge
        ? tooLarge
        : Guard(() =>
        {
            using var reader = new BerReader(cms, BerRules.Enveloped);
            return PkiResult<EnvelopeInfo>.Ok(EnvelopeHead.Read(reader, DecryptionPolicy.Current.MaxRecipients).Describe());
        });

    /// <summary>The same as <see cref="Open(ReadOnlyMemory{byte}, DecryptionKeys, DecryptionPolicy)"/>, without an opinion on the padding.</summary>
    internal static PkiResult<(OpenedEnvelope Envelope, bool IsPadded)> OpenUnpadded(ReadOnlyMemory<byte> cms, DecryptionKeys keys, DecryptionPolicy policy) =>
        CmsLimits.TooLarge(cms) is { } tooLarge ? tooLarge : Guard(() =>
        {
            using var reader = new BerReader(cms, BerRules.Enveloped);
            var head = EnvelopeHead.Read(reader, policy.MaxRecipients);
            var encrypted = ReadContent(reader, policy, cms.Length);
            var tail = EnvelopeTail.Read(reader, head);
            if (!reader.AtEnd)
            {
                throw EnvelopeRefusal.Malformed("There is something behind the message.");
            }

            return Decrypt(head, encrypted, tail, keys, policy);
        });

    internal static PkiError DecryptFailed => new(PkiErrorCode.CmsDecryptFailed, NotDecrypted);

    private static PkiResult<(OpenedEnvelope Envelope, bool IsPadded)> Decrypt(
        EnvelopeHead head, ReadOnlyMemory<byte> encrypted, EnvelopeTail tail, DecryptionKeys keys, DecryptionPolicy policy)
    {
        var plans = ContentKeys.Plan(head, keys, policy);
        if (!plans.IsOk)
        {
            return plans.Error;
        }

        try
        {
            return head.Algorithm.Refuse(policy, head.Authenticated) is { } refusal
                ? refusal
                : Decrypt(head, encrypted, tail, plans.Value, policy.Observer);
        }
        finally
        {
            plans.Value.ForEach(plan => plan.Dispose());
        }
    }

    private static PkiResult<(OpenedEnvelope Envelope, bool IsPadded)> Decrypt(
        EnvelopeHead head, ReadOnlyMemory<byte> encrypted, EnvelopeTail tail, List<KeyRecovery> plans, Action<EnvelopeOperation>? observer)
    {
        var algorithm = head.Algorithm;
        var cipher = algorithm.Cipher!;
        if (!head.Authenticated && (encrypted.IsEmpty || encrypted.Length % cipher.BlockBytes != 0))
        {
            return new PkiError(PkiErrorCode.CmsMalformed, "The content is not of whole blocks.");
        }

        Span<byte> key = stackalloc byte[cipher.KeyBytes];
        try
        {
            var used = ContentKeys.Recover(plans, key, observer);
            observer?.Invoke(EnvelopeOperation.DecryptContent);
            var (content, isPadded) = head.Authenticated
                ? (ContentDecryption.DecryptGcm(key, algorithm.Vector.Span, encrypted.Span, tail.Tag.Span, tail.Authenticated.Span), true)
                : ContentDecryption.DecryptCbc(cipher, key, algorithm.Vector.Span, encrypted.Span);
            observer?.Invoke(EnvelopeOperation.CheckPadding);
            return (new OpenedEnvelope(content, head, used.Key.Certificate), isPadded);
        }
        catch (CryptographicException)
        {
            return DecryptFailed;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static ReadOnlyMemory<byte> ReadContent(BerReader reader, DecryptionPolicy policy, int longest)
    {
        reader.BeginOctets(0x80);
        if (!reader.NextOctets(out var first))
        {
            return default;
        }

        byte[]? joined = null;
        var length = first.Length;
        while (reader.NextOctets(out var next))
        {
            if (joined is null)
            {
                joined = GC.AllocateUninitializedArray<byte>(longest);
                first.CopyTo(joined);
            }

            next.CopyTo(joined.AsMemory(length));
            length += next.Length;
        }

        return length > policy.MaxContentBytes
            ? throw new EnvelopeRefusal(PkiErrorCode.CmsTooLarge, $"The content is longer than {policy.MaxContentBytes} bytes.")
            : joined?.AsMemory(0, length) ?? first;
    }

    private static PkiResult<T> Guard<T>(Func<PkiResult<T>> read)
    {
        try
        {
            return read();
        }
        catch (EnvelopeRefusal refusal)
        {
            return refusal.Error;
        }
        catch (CmsLimitException exception)
        {
            return new PkiError(PkiErrorCode.CmsTooLarge, exception.Message);
        }
        catch (AsnContentException exception)
        {
            return new PkiError(PkiErrorCode.CmsMalformed, exception.Message);
        }
    }
}
