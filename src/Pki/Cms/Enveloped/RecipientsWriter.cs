using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Writes the RecipientInfos of a message (RFC 5652 §6.2).</summary>
internal static class RecipientsWriter
{
    private const int BytesPerRecipient = 1024;

    public static AsnWriter Write(IReadOnlyList<EnvelopeRecipient> recipients, ReadOnlySpan<byte> contentKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, BytesPerRecipient * recipients.Count);
        using (writer.PushSetOf())
        {
            for (var index = 0; index < recipients.Count; index++)
            {
                Write(writer, recipients[index], contentKey);
            }
        }

        return writer;
    }

    private static void Write(AsnWriter writer, EnvelopeRecipient recipient, ReadOnlySpan<byte> contentKey)
    {
        if (recipient.Rsa is null)
        {
            KeyAgreementWriter.Write(writer, recipient, contentKey);
            return;
        }

        Span<byte> encrypted = stackalloc byte[(recipient.Rsa.KeySize + 7) / 8];
        recipient.Rsa.Encrypt(contentKey, encrypted, recipient.Spec.Padding!);
        // RFC 5652 §6.2.1: KeyTransRecipientInfo, version 0 with issuerAndSerialNumber.
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            writer.WriteEncodedValue(recipient.Identifier);
            writer.WriteEncodedValue(recipient.Spec.Algorithm);
            writer.WriteOctetString(encrypted);
        }
    }
}
