using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>The algorithms of envelopes, named for people.</summary>
internal static class AlgorithmNames
{
    private const string KemRecipient = "1.2.840.113549.1.9.16.13.3";

    // What is met in envelopes and not opened here.
    private static readonly Dictionary<string, string> Others = new()
    {
        [Oids.X25519] = "X25519",
        ["1.3.101.111"] = "X448",
        [Oids.Ed25519] = "Ed25519",
        [Oids.Ed448] = "Ed448",
        ["1.2.840.10040.4.1"] = "DSA",
        ["2.16.840.1.101.3.4.4.1"] = "ML-KEM-512",
        ["2.16.840.1.101.3.4.4.2"] = "ML-KEM-768",
        ["2.16.840.1.101.3.4.4.3"] = "ML-KEM-1024",
        [Oids.RsaKem] = "RSA-KEM",
        [KemRecipient] = "KEM",
        ["1.2.840.113549.1.9.16.3.5"] = "ephemeral-static Diffie-Hellman",
        ["1.2.840.113549.1.9.16.3.10"] = "static-static Diffie-Hellman",
        [Oids.Aes128Wrap] = "AES-128 key wrap",
        [Oids.Aes192Wrap] = "AES-192 key wrap",
        [Oids.Aes256Wrap] = "AES-256 key wrap",
        [Oids.TripleDesWrap] = "3DES key wrap",
        ["1.2.840.113549.1.9.16.3.9"] = "password (RFC 3211)",
        ["1.2.840.113549.1.9.16.3.18"] = "ChaCha20-Poly1305",
        ["1.2.840.113549.1.9.16.3.31"] = "AES with a key derived by HKDF (RFC 9709)",
        ["1.2.392.200011.61.1.1.1.2"] = "Camellia-128-CBC",
        ["1.2.392.200011.61.1.1.1.3"] = "Camellia-192-CBC",
        ["1.2.392.200011.61.1.1.1.4"] = "Camellia-256-CBC",
        ["1.2.410.200004.1.4"] = "SEED-CBC",
        ["1.3.6.1.4.1.188.7.1.1.2"] = "IDEA-CBC",
        ["1.2.840.113533.7.66.10"] = "CAST5-CBC",
        ["2.16.840.1.101.3.4.1.7"] = "AES-128-CCM",
        ["2.16.840.1.101.3.4.1.27"] = "AES-192-CCM",
        ["2.16.840.1.101.3.4.1.47"] = "AES-256-CCM",
        [Oids.Rc2Cbc] = "RC2-CBC of an odd key length",
    };

    public static string OfKey(string oid) => oid switch
    {
        Oids.Rsa => "RSA",
        Oids.EcPublicKey or Oids.EcDiffieHellman => "EC",
        _ => Others.GetValueOrDefault(oid, oid),
    };

    public static string OfCipher(string oid) => CipherSpec.Find(oid)?.Name ?? Others.GetValueOrDefault(oid, oid);

    /// <summary>A recipient for people. What of it cannot be read is left out.</summary>
    public static RecipientInfo Describe(RecipientEntry entry)
    {
        try
        {
            return entry.Kind == RecipientKind.Other ? DescribeOther(entry) : Describe(entry, OidOf(entry.Algorithm));
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return new(entry.Kind, null, "unreadable", "");
        }
    }

    private static RecipientInfo Describe(RecipientEntry entry, string oid)
    {
        var name = entry.Kind switch
        {
            RecipientKind.KeyTransport when oid == Oids.Rsa => "RSA PKCS#1 v1.5",
            RecipientKind.KeyTransport when oid == Oids.RsaOaep => DescribeOaep(entry),
            RecipientKind.KeyAgreement => DescribeAgreement(entry, oid),
            _ => Others.GetValueOrDefault(oid, oid),
        };
        var identifier = entry.Kind is RecipientKind.KeyTransport or RecipientKind.KeyAgreement ? RecipientIdentifier.Of(entry.Id) : null;
        return new(entry.Kind, identifier, name, oid);
    }

    private static string DescribeOaep(RecipientEntry entry)
    {
        var algorithm = new AsnReader(entry.Algorithm, AsnEncodingRules.BER).ReadSequence();
        algorithm.ReadObjectIdentifier();
        return OaepParameters.Read(algorithm)?.Description ?? "RSA-OAEP of another hash";
    }

    // RFC 8418 §2: X25519 has schemes of its own, and may use those of ECDH; the sender's key tells.
    private static string DescribeAgreement(RecipientEntry entry, string oid)
    {
        var key = Originator.KeyAlgorithmOf(entry.Originator) is { } algorithm and not (Oids.EcPublicKey or Oids.EcDiffieHellman) ? OfKey(algorithm) : null;
        return AgreementScheme.Read(entry.Algorithm) is { } scheme ? $"{key ?? "ECDH"} ({scheme.Description})" : key ?? Others.GetValueOrDefault(oid, oid);
    }

    // RFC 9629 §3: version, rid, kem.
    private static RecipientInfo DescribeOther(RecipientEntry entry)
    {
        if (entry.OtherType != KemRecipient)
        {
            return new(entry.Kind, null, Others.GetValueOrDefault(entry.OtherType, entry.OtherType), entry.OtherType);
        }

        var fields = new AsnReader(entry.Algorithm, AsnEncodingRules.BER).ReadSequence();
        fields.ReadInteger();
        var identifier = RecipientIdentifier.Of(RecipientEntry.ReadIdentifier(fields));
        var oid = OidOf(fields.ReadEncodedValue());
        return new(entry.Kind, identifier, Others.GetValueOrDefault(oid, oid), oid);
    }

    private static string OidOf(ReadOnlyMemory<byte> algorithm) => new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();
}
