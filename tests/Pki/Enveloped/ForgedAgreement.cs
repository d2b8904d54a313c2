using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>How an originator is named (RFC 5652 §6.2.2), and an originator's key written (RFC 5753 §3.1.1).</summary>
public enum OriginatorForm
{
    Key,
    KeyWithCurve,
    KeyWithNull,
    CompressedKey,
    IssuerAndSerial,
    KeyIdentifier,
}

/// <summary>Messages by key agreement in every form that RFC 5753 allows, which no peer at hand makes all of. The content is AES-128-CBC.</summary>
internal sealed record ForgedAgreement(params X509Certificate2[] Recipients)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    /// <summary>Whether the wrap's parameters are NULL in the message.</summary>
    public bool HasNull { get; init; }

    /// <summary>Whether they are NULL in the derivation.</summary>
    public bool DerivesWithNull { get; init; }

    public byte[] UserKeyingMaterial { get; init; } = [];

    public OriginatorForm Originator { get; init; }

    /// <summary>The sender's certificate and key, for the forms that name them.</summary>
    public (X509Certificate2 Certificate, ECDiffieHellman Key)? Sender { get; init; }

    /// <summary>Whether the sender's certificate is in the message.</summary>
    public bool BringsSender { get; init; }

    /// <summary>Whether recipients are named by key identifier.</summary>
    public bool ByKeyIdentifier { get; init; }

    public byte[] Write(byte[] content)
    {
        var contentKey = RandomNumberGenerator.GetBytes(16);
        using var aes = Aes.Create();
        aes.SetKey(contentKey);
        var vector = RandomNumberGenerator.GetBytes(16);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.EnvelopedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(2);
                WriteOriginatorInfo(writer);
                using (writer.PushSetOf())
                {
                    WriteRecipients(writer, contentKey);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Data);
                    CipherSpec.Of(ContentCipher.Aes128Cbc).Write(writer, vector);
                    writer.WriteOctetString(aes.EncryptCbc(content, vector), Context0);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteOriginatorInfo(AsnWriter writer)
    {
        if (BringsSender)
        {
            using (writer.PushSequence(Context0))
            using (writer.PushSetOf(Context0))
            {
                writer.WriteEncodedValue(Sender!.Value.Certificate.RawData);
            }
        }
    }

    private void WriteRecipients(AsnWriter writer, byte[] contentKey)
    {
        var curve = EcKeys.PublicKeyOf(Recipients[0])!.ExportParameters(false).Curve;
        using var key = Sender is { } sender ? ECDiffieHellman.Create(sender.Key.ExportParameters(true)) : ECDiffieHellman.Create(curve);
        using (writer.PushSequence(Context1))
        {
            writer.WriteInteger(3);
            using (writer.PushSequence(Context0))
            {
                WriteOriginator(writer, key);
            }

            if (UserKeyingMaterial.Length > 0)
            {
                using (writer.PushSequence(Context1))
                {
                    writer.WriteOctetString(UserKeyingMaterial);
                }
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.EcdhSha256);
                writer.WriteEncodedValue(WrapAlgorithm(HasNull));
            }

            using (writer.PushSequence())
            {
                foreach (var recipient in Recipients)
                {
                    WriteKey(writer, recipient, Wrap(key, recipient, contentKey));
                }
            }
        }
    }

    private byte[] Wrap(ECDiffieHellman key, X509Certificate2 recipient, byte[] contentKey)
    {
        using var peer = EcKeys.PublicKeyOf(recipient)!;
        var wrapKey = new byte[16];
        KeyAgreement.DeriveKey(
            "SHA256", key.DeriveRawSecretAgreement(peer.PublicKey), KeyAgreement.SharedInfo(WrapAlgorithm(DerivesWithNull), UserKeyingMaterial, 16), wrapKey);
        var wrapped = new byte[contentKey.Length + AesKeyWrap.Overhead];
        AesKeyWrap.Wrap(wrapKey, contentKey, wrapped);
        return wrapped;
    }

    private void WriteKey(AsnWriter writer, X509Certificate2 recipient, byte[] wrapped)
    {
        using (writer.PushSequence())
        {
            if (ByKeyIdentifier)
            {
                using (writer.PushSequence(Context0))
                {
                    writer.WriteOctetString(KeyIdentifier(recipient));
                    writer.WriteGeneralizedTime(Given.Start);
                }
            }
            else
            {
                writer.WriteEncodedValue(CmsNames.IssuerAndSerialNumber(recipient));
            }

            writer.WriteOctetString(wrapped);
        }
    }

    private void WriteOriginator(AsnWriter writer, ECDiffieHellman key)
    {
        switch (Originator)
        {
            case OriginatorForm.IssuerAndSerial: writer.WriteEncodedValue(CmsNames.IssuerAndSerialNumber(Sender!.Value.Certificate)); break;
            case OriginatorForm.KeyIdentifier: writer.WriteOctetString(KeyIdentifier(Sender!.Value.Certificate), Context0); break;
            default: WriteKey(writer, key.ExportParameters(false)); break;
        }
    }

    private void WriteKey(AsnWriter writer, ECParameters key)
    {
        using (writer.PushSequence(Context1))
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.EcPublicKey);
                if (Originator == OriginatorForm.KeyWithNull)
                {
                    writer.WriteNull();
                }
                else if (Originator == OriginatorForm.KeyWithCurve)
                {
                    writer.WriteObjectIdentifier(key.Curve.Oid.Value!);
                }
            }

            writer.WriteBitString(
                Originator == OriginatorForm.CompressedKey ? [(byte)(2 + (key.Q.Y![^1] & 1)), .. key.Q.X!] : [4, .. key.Q.X!, .. key.Q.Y!]);
        }
    }

    private static byte[] KeyIdentifier(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.ToArray();

    private static byte[] WrapAlgorithm(bool withNull)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.Aes128Wrap);
            if (withNull)
            {
                writer.WriteNull();
            }
        }

        return writer.Encode();
    }
}
