using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Opens an envelope while it is read.</summary>
internal static class EnvelopeStreamReader
{
    private const int LongestKey = 32;

    /// <summary>Opens. Throws <see cref="EnvelopeRefusal"/> and what <see cref="BerReader"/> throws.</summary>
    public static PkiResult<OpenedEnvelope> Open(Stream cms, Stream content, DecryptionKeys keys, DecryptionPolicy policy, string? spoolFolder)
    {
        using var reader = new BerReader(cms, BerRules.Enveloped);
        var head = EnvelopeHead.Read(reader, policy.MaxRecipients);
        var plans = ContentKeys.Plan(head, keys, policy);
        if (!plans.IsOk)
        {
            return plans.Error;
        }

        try
        {
            if (head.Algorithm.Refuse(policy, head.Authenticated) is { } refusal)
            {
                return refusal;
            }

            Span<byte> key = stackalloc byte[LongestKey];
            key = key[..head.Algorithm.Cipher!.KeyBytes];
            var used = ContentKeys.Recover(plans.Value, key, policy.Observer);
            using var sink = Sink(head.Algorithm, key, content, spoolFolder);
            CryptographicOperations.ZeroMemory(key);
            return Copy(reader, head, sink, policy)
                ? new OpenedEnvelope([], head, used.Key.Certificate)
                : CmsEnvelope.DecryptFailed;
        }
        catch (CryptographicException)
        {
            return CmsEnvelope.DecryptFailed;
        }
        finally
        {
            plans.Value.ForEach(plan => plan.Dispose());
        }
    }

    private static IContentSink Sink(ContentAlgorithm algorithm, ReadOnlySpan<byte> key, Stream content, string? spoolFolder) =>
        algorithm.Cipher!.Family == CipherFamily.AesGcm
            ? new GcmSink(algorithm, key, content, spoolFolder)
            : new CbcSink(algorithm.Cipher, key, algorithm.Vector.Span, content);

    private static bool Copy(BerReader reader, EnvelopeHead head, IContentSink sink, DecryptionPolicy policy)
    {
        policy.Observer?.Invoke(EnvelopeOperation.DecryptContent);
        var room = policy.MaxContentBytes;
        reader.BeginOctets(0x80);
        while (reader.NextOctets(out var octets))
        {
            room -= octets.Length;
            if (room < 0)
            {
                throw new EnvelopeRefusal(PkiErrorCode.CmsTooLarge, $"The content is longer than {policy.MaxContentBytes} bytes.");
            }

            sink.Add(octets.Span);
        }

        var tail = EnvelopeTail.Read(reader, head);
        policy.Observer?.Invoke(EnvelopeOperation.CheckPadding);
        return sink.Finish(tail);
    }
}
