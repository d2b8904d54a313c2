using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>Writes a KeyAgreeRecipientInfo for one recipient with an ephemeral key of its own (RFC 5753 §3.1.1).</summary>
internal static class KeyAgreementWriter
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    public static void Write(AsnWriter writer, EnvelopeRecipient recipient, ReadOnlySpan<byte> contentKey)
    {
        using var ephemeral = ECDiffieHellman.Create(recipient.Curve);
        Span<byte> wrapped = stackalloc byte[contentKey.Length + AesKeyWrap.Overhead];
        Wrap(ephemeral, recipient, contentKey, wrapped);
        using (writer.PushSequence(Context1))
        {
            writer.WriteInteger(3);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence(Context1))
            {
                WritePoint(writer, ephemeral);
            }

            writer.WriteEncodedValue(recipient.Spec.Algorithm);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(recipient.Identifier);
                writer.WriteOctetString(wrapped);
            }
        }
    }

    private static void Wrap(ECDiffieHellman ephemeral, EnvelopeRecipient recipient, ReadOnlySpan<byte> contentKey, Span<byte> wrapped)
    {
        var secret = ephemeral.DeriveRawSecretAgreement(recipient.AgreementKey!);
        Span<byte> wrapKey = stackalloc byte[recipient.Spec.WrapKeyBytes];
        KeyAgreement.DeriveKey(recipient.Spec.KdfHash, secret, recipient.Spec.SharedInfo, wrapKey);
        AesKeyWrap.Wrap(wrapKey, contentKey, wrapped);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(wrapKey);
    }

    // RFC 5753 §3.1.1: OriginatorPublicKey; the curve is the recipient's, so the parameters may be absent.
    private static void WritePoint(AsnWriter writer, ECDiffieHellman ephemeral)
    {
        var q = ephemeral.ExportParameters(false).Q;
        Span<byte> point = stackalloc byte[1 + q.X!.Length + q.Y!.Length];
        point[0] = 4;
        q.X.CopyTo(point[1..]);
        q.Y.CopyTo(point[(1 + q.X.Length)..]);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.EcPublicKey);
        }

        writer.WriteBitString(point);
    }
}
