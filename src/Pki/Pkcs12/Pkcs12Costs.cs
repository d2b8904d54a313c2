using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// Reads from a PKCS#12 file what its key derivations will cost and in which order, before any is made: the runtime's reader does not tell.
/// Throws what <see cref="Hostile"/> catches.
/// </summary>
/// <param name="Mac">The iterations of the MAC, null where there is none.</param>
/// <param name="Pbmac1">The MAC of RFC 9579, which the runtime does not verify; null where it is another.</param>
/// <param name="IsSigned">The file is signed instead of having a MAC (public-key integrity mode).</param>
/// <param name="Safes">The iterations of each encrypted safe.</param>
internal sealed record Pkcs12Costs(long? Mac, Pbmac1? Pbmac1, bool IsSigned, List<long> Safes)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static Pkcs12Costs Of(ReadOnlyMemory<byte> pfx)
    {
        var file = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        var authSafe = file.ReadSequence();
        var safes = new List<long>();
        var type = authSafe.ReadObjectIdentifier();
        var encoded = Array.Empty<byte>();
        if (type == Oids.Data)
        {
            encoded = authSafe.ReadSequence(Context0).ReadOctetString();
            var contents = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            while (contents.HasData)
            {
                AddSafe(contents.ReadSequence(), safes);
            }
        }

        var (mac, pbmac1) = file.HasData ? OfMac(file.ReadSequence(), encoded) : (null, null);
        return new(mac, pbmac1, type == Oids.SignedData, safes);
    }

    /// <summary>The iterations of an AlgorithmIdentifier of password-based encryption: PBES2 (RFC 8018 §A.4) or one of PKCS#12's own.</summary>
    public static long OfAlgorithm(AsnReader algorithm)
    {
        var oid = algorithm.ReadObjectIdentifier();
        var parameters = algorithm.ReadSequence();
        if (oid != Oids.Pbes2)
        {
            parameters.ReadOctetString();
            return ReadCount(parameters);
        }

        var derivation = parameters.ReadSequence();
        if (derivation.ReadObjectIdentifier() != Oids.Pbkdf2)
        {
            throw new NotSupportedException("The key derivation is not PBKDF2.");
        }

        var pbkdf2 = derivation.ReadSequence();
        pbkdf2.ReadEncodedValue();
        return ReadCount(pbkdf2);
    }

    /// <summary>The iterations of an EncryptedPrivateKeyInfo (RFC 5208 §6).</summary>
    public static long OfShroudedKey(ReadOnlyMemory<byte> encryptedPkcs8) =>
        OfAlgorithm(new AsnReader(encryptedPkcs8, AsnEncodingRules.BER).ReadSequence().ReadSequence());

    private static void AddSafe(AsnReader content, List<long> safes)
    {
        if (content.ReadObjectIdentifier() != Oids.EncryptedData)
        {
            return;
        }

        // RFC 5652 §8: EncryptedData { version, EncryptedContentInfo { contentType, algorithm, content } }.
        var data = content.ReadSequence(Context0).ReadSequence();
        data.ReadInteger();
        var info = data.ReadSequence();
        info.ReadObjectIdentifier();
        safes.Add(OfAlgorithm(info.ReadSequence()));
    }

    // RFC 7292 §4: MacData { DigestInfo, salt, iterations DEFAULT 1 }; RFC 9579 puts PBMAC1 where the digest algorithm was.
    private static (long? Mac, Pbmac1? Pbmac1) OfMac(AsnReader mac, byte[] content)
    {
        var info = mac.ReadSequence();
        var algorithm = info.ReadSequence();
        if (algorithm.ReadObjectIdentifier() == Oids.Pbmac1)
        {
            var pbmac1 = Pbmac1.Read(algorithm.ReadSequence(), info.ReadOctetString(), content);
            return (pbmac1.Iterations, pbmac1);
        }

        mac.ReadOctetString();
        return (mac.HasData ? ReadCount(mac) : 1, null);
    }

    internal static long ReadCount(AsnReader reader) => reader.TryReadInt64(out var count) ? count : long.MaxValue / 2;
}
