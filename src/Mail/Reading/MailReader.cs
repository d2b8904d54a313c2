using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>Opens a mail layer by layer, from the outside in. What is shown is parsed from the very bytes that were verified or decrypted, so no
/// second reading can differ from the first.</summary>
internal static class MailReader
{
    private const int DeepestLayer = 8;

    public static PkiResult<OpenedMail> Open(ReadOnlyMemory<byte> eml, IReadOnlyCollection<MailKey> keys)
    {
        if (eml.Length > SecureMail.LargestMail)
        {
            return new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.");
        }

        try
        {
            var head = MailHead.Read(eml);
            return head.IsOk ? OpenLayers(head.Value, eml, keys) : head.Error!;
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return new PkiError(PkiErrorCode.MailMalformed, "The mail cannot be parsed.");
        }
    }

    public static IReadOnlyList<string> RecipientsOf(ReadOnlyMemory<byte> eml)
    {
        try
        {
            var layer = Layer.Of(eml);
            return layer.Kind == LayerKind.Enveloped ? EnvelopedLayer.Recipients(layer.Cms) : [];
        }
        catch (Exception e) when (Hostile.Is(e))
        {
            return [];
        }
    }

    private static PkiResult<OpenedMail> OpenLayers(MailHead head, ReadOnlyMemory<byte> eml, IReadOnlyCollection<MailKey> keys)
    {
        var content = eml;
        var verdicts = new List<MailSignature>();
        string? openedWith = null;
        var encrypted = false;
        for (var depth = 0; depth < DeepestLayer; depth++)
        {
            var layer = Layer.Of(content);
            if (layer.Kind == LayerKind.Content)
            {
                return ContentReader.Read(head, content, Verdict.Of(verdicts)) with { WasEncrypted = encrypted, OpenedWith = openedWith };
            }

            if (layer.Kind == LayerKind.Enveloped)
            {
                var opened = EnvelopedLayer.Open(layer.Cms, keys);
                if (!opened.IsOk)
                {
                    return opened.Error!;
                }

                (content, encrypted, openedWith) = (opened.Value.Content, true, openedWith ?? opened.Value.Thumbprint);
            }
            else
            {
                (content, var verdict) = SignedLayer.Read(layer, head.From);
                verdicts.Add(verdict);
            }
        }

        return new PkiError(PkiErrorCode.MailTooDeep, $"A mail may have {DeepestLayer} layers.");
    }
}

/// <summary>The exceptions that parsers throw at input, as opposed to those that are bugs here.</summary>
internal static class Hostile
{
    public static bool Is(Exception e) => e is FormatException or CryptographicException or AsnContentException or IOException
        or ArgumentException or NotSupportedException or InvalidOperationException or OverflowException or IndexOutOfRangeException;
}
