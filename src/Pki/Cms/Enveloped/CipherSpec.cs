using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>A content cipher: its identifier, its name, its sizes in octets.</summary>
internal sealed record CipherSpec(string Oid, string Name, CipherFamily Family, int KeyBytes)
{
    // RFC 5084 §3.2: a 12-octet nonce is recommended; a 16-octet tag is the longest. The key is fresh, so any nonce is unused.
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    private static readonly byte[] EnvelopedDataType = Encode(Oids.EnvelopedData);
    private static readonly byte[] AuthEnvelopedDataType = Encode(Oids.AuthEnvelopedData);

    private static readonly CipherSpec[] Written =
    [
        new(Oids.Aes128Cbc, "AES-128-CBC", CipherFamily.AesCbc, 16),
        new(Oids.Aes192Cbc, "AES-192-CBC", CipherFamily.AesCbc, 24),
        new(Oids.Aes256Cbc, "AES-256-CBC", CipherFamily.AesCbc, 32),
        new(Oids.Aes128Gcm, "AES-128-GCM", CipherFamily.AesGcm, 16),
        new(Oids.Aes192Gcm, "AES-192-GCM", CipherFamily.AesGcm, 24),
        new(Oids.Aes256Gcm, "AES-256-GCM", CipherFamily.AesGcm, 32),
    ];

    private static readonly Dictionary<string, CipherSpec> Known = new CipherSpec[]
    {
        new(Oids.TripleDesCbc, "3DES-CBC", CipherFamily.TripleDes, 24),
        new(Oids.DesCbc, "DES-CBC", CipherFamily.Des, 8),
        new(Oids.Rc2Cbc, "RC2-CBC", CipherFamily.Rc2, 16),
    }.Concat(Written).ToDictionary(spec => spec.Oid);

    public bool IsLegacy => Family is CipherFamily.TripleDes or CipherFamily.Des or CipherFamily.Rc2;

    public int BlockBytes => IsLegacy ? 8 : 16;

    /// <summary>The length of the IV, or of the nonce.</summary>
    public int VectorBytes => Family == CipherFamily.AesGcm ? NonceBytes : BlockBytes;

    /// <summary>The object identifier of the message the cipher makes, DER.</summary>
    public ReadOnlyMemory<byte> EnvelopeType => Family == CipherFamily.AesGcm ? AuthEnvelopedDataType : EnvelopedDataType;

    /// <summary>The length of content once encrypted (RFC 5652 §6.3: always padded; RFC 5084 §1.4: never).</summary>
    public int EncryptedLength(int content) => Family == CipherFamily.AesGcm ? content : checked(content + BlockBytes - (content % BlockBytes));

    public static CipherSpec Of(ContentCipher cipher) => Written[(int)cipher];

    public static CipherSpec? Find(string oid) => Known.GetValueOrDefault(oid);

    /// <summary>Writes the AlgorithmIdentifier with the IV or nonce.</summary>
    public void Write(AsnWriter writer, ReadOnlySpan<byte> vector)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oid);
            if (Family != CipherFamily.AesGcm)
            {
                // RFC 3565 §4.1, RFC 3370 §5.1: the parameter is the IV.
                writer.WriteOctetString(vector);
                return;
            }

            using (writer.PushSequence())
            {
                writer.WriteOctetString(vector);
                writer.WriteInteger(TagBytes);
            }
        }
    }

    private static byte[] Encode(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }
}
