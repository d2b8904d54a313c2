using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>A successful basic OCSP response taken apart (RFC 6960 §4.2.1). Immutable.</summary>
internal sealed class OcspFile
{
    private OcspFile(AsnReader basic)
    {
        ToBeSigned = basic.PeekEncodedValue();
        ReadData(basic.ReadSequence());
        Algorithm = basic.ReadEncodedValue();
        Signature = basic.ReadBitString(out var unused);
        if (unused != 0)
        {
            throw new CryptographicException("A signature is of whole octets.");
        }

        var certificates = basic.HasData ? basic.ReadSequence(Context(0)).ReadSequence() : null;
        basic.ThrowIfNotEmpty();
        while (certificates?.HasData == true)
        {
            Certificates.Add(certificates.ReadEncodedValue());
        }
    }

    public ReadOnlyMemory<byte> ToBeSigned { get; }

    public ReadOnlyMemory<byte> Algorithm { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public List<ReadOnlyMemory<byte>> Certificates { get; } = [];

    /// <summary>The responder's name; null where it names itself by its key.</summary>
    public NameKey? ResponderName { get; private set; }

    /// <summary>SHA-1 of the responder's key.</summary>
    public ReadOnlyMemory<byte> ResponderKeyHash { get; private set; }

    public DateTimeOffset ProducedAt { get; private set; }

    public List<OcspSingle> Singles { get; } = [];

    public ReadOnlyMemory<byte>? Nonce { get; private set; }

    public bool HasUnknownCritical { get; private set; }

    public IEnumerable<string> SerialNumbers => Singles.Select(single => Convert.ToHexString(single.CertId.SerialNumber.Span)).Distinct();

    /// <summary>Takes the OCTET STRING of a basic response apart. Throws where it is none.</summary>
    public static OcspFile Read(ReadOnlyMemory<byte> basic)
    {
        var outer = new AsnReader(basic, AsnEncodingRules.DER);
        var file = new OcspFile(outer.ReadSequence());
        outer.ThrowIfNotEmpty();
        return file;
    }

    /// <summary>Whether it says it is by the owner of a certificate.</summary>
    public bool NamesResponder(PathCertificate responder) => ResponderName is { } name
        ? name.Equals(responder.Subject)
        : ResponderKeyHash.Span.SequenceEqual(CryptographicOperations.HashData(HashAlgorithmName.SHA1, responder.Key.Bits.Span));

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value, true);

    private void ReadData(AsnReader data)
    {
        if (data.PeekTag().HasSameClassAndValue(Context(0)))
        {
            data.ReadEncodedValue();
        }

        var responder = data.PeekTag();
        var choice = data.ReadSequence(responder);
        switch (responder)
        {
            case { TagClass: TagClass.ContextSpecific, TagValue: 1 }: ResponderName = NameKey.Read(choice.ReadEncodedValue()); break;
            case { TagClass: TagClass.ContextSpecific, TagValue: 2 }: ResponderKeyHash = choice.ReadOctetString(); break;
            default: throw new CryptographicException("Not a ResponderID.");
        }

        ProducedAt = data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        while (responses.HasData)
        {
            Singles.Add(OcspSingle.Read(responses.ReadSequence()));
        }

        if (data.HasData)
        {
            ReadExtensions(data.ReadSequence(Context(1)).ReadSequence());
        }

        data.ThrowIfNotEmpty();
    }

    private void ReadExtensions(AsnReader extensions)
    {
        foreach (var (oid, critical, value) in OcspExtension.ReadAll(extensions))
        {
            if (oid == Oids.OcspNonce)
            {
                Nonce = new AsnReader(value, AsnEncodingRules.DER).ReadOctetString();
            }
            else
            {
                HasUnknownCritical |= critical;
            }
        }
    }
}
