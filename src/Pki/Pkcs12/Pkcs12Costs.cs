using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>
/// Reads from a PKCS#12 file what its key derivations will cost and in which order, before any is made: the runtime's reader does not tell.
/// Throws what <see cref="Hostile"/> catches.
/// </summary>
/// <param name="Mac">The iterations of the MAC, null where there is none.</param>
/// <param name="IsPbmac1">The MAC is of RFC 9579, which the runtime does not verify.</param>
/// <param name="IsSigned">The file is signed instead of having a MAC (public-key integrity mode).</param>
/// <param name="Safes">The iterations of each encrypted safe.</param>
internal sealed record Pkcs12Costs(long? Mac, bool IsPbmac1, bool IsSigned, List<long> Safes)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static Pkcs12Costs Of(ReadOnlyMemory<byte> pfx)
    {
        var file = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        var authSafe = file.ReadSequence();
        var safes = new List<long>();
        var type = authSafe.ReadObjectIdentifier();
        if (type == Oids.Data)
        {
            var contents = new AsnReader(authSafe.ReadSequence(Context0).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            while (contents.HasData)
            {
                AddSafe(contents.ReadSequence(), safes);
            }
        }

        var (mac, isPbmac1) = file.HasData ? OfMac(file.ReadSequence()) : (null, false);
        return new(mac, isPbmac1, type == Oids.SignedData, safes);
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
    private static (long? Mac, bool IsPbmac1) OfMac(AsnReader mac)
    {
        var algorithm = mac.ReadSequence().ReadSequence().ReadObjectIdentifier();
        mac.ReadOctetString();
        return (mac.HasData ? ReadCount(mac) : 1, algorithm == Oids.Pbmac1);
    }

    private static long ReadCount(AsnReader reader) => reader.TryReadInt64(out var count) ? count : long.MaxValue / 2;
}
