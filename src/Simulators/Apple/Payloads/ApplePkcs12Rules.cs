using System.Formats.Asn1;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>
/// What Apple's PKCS#12 importer refuses that others read: protection by PBES2 (it says "wrong password"), a MAC that is not SHA-1, an
/// empty password. Read with our own eyes from the bytes (RFC 7292), because the library that writes the file must not vouch for it.
/// </summary>
internal static class ApplePkcs12Rules
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string Sha1 = "1.3.14.3.2.26";

    // pkcs-12PbeIds (RFC 7292 appendix C): RC4, 3DES and RC2 under SHA-1.
    private const string LegacyPbe = "1.2.840.113549.1.12.1.";

    /// <summary>Null where the importer would take the file, or what it would say.</summary>
    public static DeviceError? Refusal(byte[] pkcs12, string password)
    {
        if (password.Length == 0)
        {
            return DeviceErrors.InvalidPassword("The password of the PKCS#12 is empty.");
        }

        try
        {
            return Judge(pkcs12);
        }
        catch (AsnContentException)
        {
            return DeviceErrors.MalformedCertificate("The payload is no PKCS#12.");
        }
    }

    private static DeviceError? Judge(byte[] pkcs12)
    {
        var pfx = new AsnReader(pkcs12, AsnEncodingRules.BER).ReadSequence();
        pfx.ReadInteger();
        var authSafe = ContentOf(pfx.ReadSequence(), Data);
        if (!pfx.HasData || MacDigest(pfx.ReadSequence()) != Sha1)
        {
            return DeviceErrors.InvalidPassword("The MAC of the PKCS#12 is not HMAC-SHA-1.");
        }

        var schemes = Schemes(authSafe).ToList();
        return schemes.TrueForAll(scheme => scheme.StartsWith(LegacyPbe, StringComparison.Ordinal))
            ? null
            : DeviceErrors.InvalidPassword("The PKCS#12 is not protected by a scheme of RFC 7292 appendix C.");
    }

    private static IEnumerable<string> Schemes(byte[] authSafe)
    {
        var contents = new AsnReader(authSafe, AsnEncodingRules.BER).ReadSequence();
        while (contents.HasData)
        {
            var content = contents.ReadSequence();
            var type = content.ReadObjectIdentifier();
            var body = content.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
            foreach (var scheme in type == EncryptedData ? [ContentScheme(body)] : KeyBagSchemes(body.ReadOctetString()))
            {
                yield return scheme;
            }
        }
    }

    private static string ContentScheme(AsnReader body)
    {
        // EncryptedData (RFC 5652 §8): version, then EncryptedContentInfo: content type, algorithm.
        var encrypted = body.ReadSequence();
        encrypted.ReadInteger();
        var info = encrypted.ReadSequence();
        info.ReadObjectIdentifier();
        return info.ReadSequence().ReadObjectIdentifier();
    }

    private static IEnumerable<string> KeyBagSchemes(byte[] safeContents)
    {
        var bags = new AsnReader(safeContents, AsnEncodingRules.BER).ReadSequence();
        while (bags.HasData)
        {
            var bag = bags.ReadSequence();
            if (bag.ReadObjectIdentifier() == ShroudedKeyBag)
            {
                // EncryptedPrivateKeyInfo (RFC 5208 §6) begins with its algorithm.
                yield return bag.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence().ReadSequence().ReadObjectIdentifier();
            }
        }
    }

    private static byte[] ContentOf(AsnReader contentInfo, string type) =>
        contentInfo.ReadObjectIdentifier() == type
            ? contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString()
            : throw new AsnContentException("Not the content type expected.");

    private static string MacDigest(AsnReader macData) => macData.ReadSequence().ReadSequence().ReadObjectIdentifier();
}
