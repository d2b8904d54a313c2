using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// One recipient as a message names it: a KeyTransRecipientInfo (RFC 5652 §6.2.1), one RecipientEncryptedKey of a KeyAgreeRecipientInfo (§6.2.2), or
/// one of the choices that are not opened. All of it slices of the message.
/// </summary>
internal sealed record RecipientEntry(RecipientKind Kind)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    /// <summary>The certificate named; for the choices that name none, default.</summary>
    public CertificateId Id { get; private init; }

    /// <summary>The keyEncryptionAlgorithm, as encoded; for OtherRecipientInfo its oriValue.</summary>
    public ReadOnlyMemory<byte> Algorithm { get; private init; }

    /// <summary>The type of an OtherRecipientInfo.</summary>
    public string OtherType { get; private init; } = "";

    /// <summary>The encryptedKey.</summary>
    public ReadOnlyMemory<byte> EncryptedKey { get; init; }

    /// <summary>OriginatorIdentifierOrKey, as encoded; key agreement only.</summary>
    public ReadOnlyMemory<byte> Originator { get; private init; }

    /// <summary>The ukm; key agreement only.</summary>
    public ReadOnlyMemory<byte> UserKeyingMaterial { get; private init; }

    /// <summary>Reads a RecipientInfo. Throws where it is none.</summary>
    /// <param name="info">The RecipientInfo, encoded.</param>
    /// <param name="isStrict">Whether its version must be what RFC 5652 says: old mail programs are careless about it, those of AuthEnvelopedData are
    /// not.</param>
    /// <param name="into">Where its recipients go.</param>
    public static void Read(ReadOnlyMemory<byte> info, bool isStrict, List<RecipientEntry> into)
    {
        var reader = new AsnReader(info, AsnEncodingRules.BER);
        var tag = reader.PeekTag();
        if (tag.HasSameClassAndValue(Asn1Tag.Sequence))
        {
            into.Add(ReadKeyTransport(reader.ReadSequence(), isStrict));
            reader.ThrowIfNotEmpty();
            return;
        }

        var choice = tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1;
        var fields = reader.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, tag.TagValue));
        switch (choice)
        {
            case 1: ReadKeyAgreement(fields, isStrict, into); break;
            case 2: into.Add(ReadKeyEncryptionKey(fields)); break;
            case 3: into.Add(ReadPassword(fields)); break;
            case 4:
                var type = fields.ReadObjectIdentifier();
                into.Add(new(RecipientKind.Other) { OtherType = type, Algorithm = fields.HasData ? fields.ReadEncodedValue() : default });
                break;
            default: throw new AsnContentException($"A RecipientInfo has the tag {tag}.");
        }
    }

    /// <summary>Reads a RecipientIdentifier (RFC 5652 §6.2.1). Throws where it is none.</summary>
    public static CertificateId ReadIdentifier(AsnReader fields) => fields.PeekTag().HasSameClassAndValue(Context0)
        ? new(default, default, Octets(fields, Context0))
        : ReadIssuerAndSerialNumber(fields);

    private static RecipientEntry ReadKeyTransport(AsnReader fields, bool isStrict)
    {
        var version = fields.ReadInteger();
        var id = ReadIdentifier(fields);
        Expect(!isStrict || version == (id.KeyIdentifier.IsEmpty ? 0 : 2));
        var entry = new RecipientEntry(RecipientKind.KeyTransport)
        {
            Id = id,
            Algorithm = fields.ReadEncodedValue(),
            EncryptedKey = Octets(fields, Asn1Tag.PrimitiveOctetString),
        };
        fields.ThrowIfNotEmpty();
        return entry;
    }

    private static void ReadKeyAgreement(AsnReader fields, bool isStrict, List<RecipientEntry> into)
    {
        var version = fields.ReadInteger();
        Expect(!isStrict || version == 3);
        var originator = fields.ReadSequence(Context0).ReadEncodedValue();
        ReadOnlyMemory<byte> keyingMaterial = default;
        if (fields.PeekTag().HasSameClassAndValue(Context1))
        {
            keyingMaterial = fields.ReadSequence(Context1).ReadOctetString();
        }

        var algorithm = fields.ReadEncodedValue();
        var keys = fields.ReadSequence();
        while (keys.HasData)
        {
            var key = keys.ReadSequence();
            into.Add(new(RecipientKind.KeyAgreement)
            {
                Id = ReadAgreementIdentifier(key),
                Algorithm = algorithm,
                EncryptedKey = Octets(key, Asn1Tag.PrimitiveOctetString),
                Originator = originator,
                UserKeyingMaterial = keyingMaterial,
            });
        }
    }

    // RFC 5652 §6.2.3
    private static RecipientEntry ReadKeyEncryptionKey(AsnReader fields)
    {
        fields.ReadInteger();
        fields.ReadSequence();
        return new(RecipientKind.KeyEncryptionKey) { Algorithm = fields.ReadEncodedValue(), EncryptedKey = Octets(fields, Asn1Tag.PrimitiveOctetString) };
    }

    // RFC 5652 §6.2.4
    private static RecipientEntry ReadPassword(AsnReader fields)
    {
        fields.ReadInteger();
        if (fields.PeekTag().HasSameClassAndValue(Context0))
        {
            fields.ReadEncodedValue();
        }

        return new(RecipientKind.Password) { Algorithm = fields.ReadEncodedValue(), EncryptedKey = Octets(fields, Asn1Tag.PrimitiveOctetString) };
    }

    // RFC 5652 §6.2.2: rKeyId is [0] IMPLICIT RecipientKeyIdentifier, whose date and other attribute name no key.
    private static CertificateId ReadAgreementIdentifier(AsnReader fields) => fields.PeekTag().HasSameClassAndValue(Context0)
        ? new(default, default, Octets(fields.ReadSequence(Context0), Asn1Tag.PrimitiveOctetString))
        : ReadIssuerAndSerialNumber(fields);

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new AsnContentException("The version is another.");
        }
    }

    private static CertificateId ReadIssuerAndSerialNumber(AsnReader fields)
    {
        var name = fields.ReadSequence();
        return new(name.ReadEncodedValue(), name.ReadIntegerBytes(), default);
    }

    private static ReadOnlyMemory<byte> Octets(AsnReader fields, Asn1Tag tag) =>
        fields.TryReadPrimitiveOctetString(out var octets, tag) ? octets : fields.ReadOctetString(tag);
}
