using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Chancery.Pki;

/// <summary>Walks the safes of a PKCS#12 file: certificates, keys plain and shrouded, nested safes; CRLs, secrets and unknown bags are passed over.</summary>
internal sealed class Pkcs12Bags(string? password, PkiError decryptionFault, Pkcs12Content content)
{
    public PkiError? Open(Pkcs12SafeContents safe, int depth)
    {
        if (depth > content.Limits.MaxDepth)
        {
            return new PkiError(PkiErrorCode.PfxTooLarge, $"Safes nested deeper than {content.Limits.MaxDepth}.");
        }

        if (safe.ConfidentialityMode == Pkcs12ConfidentialityMode.PublicKey)
        {
            return new PkiError(PkiErrorCode.PfxUnsupported, "A part of the file is encrypted to a public key.");
        }

        if (safe.ConfidentialityMode == Pkcs12ConfidentialityMode.Password && !Decrypt(safe))
        {
            return decryptionFault;
        }

        var bags = Hostile.Read(PkiErrorCode.PfxMalformed, "A safe of the file cannot be read.", () => PkiResult<List<Pkcs12SafeBag>>.Ok([.. safe.GetBags()]));
        return bags.IsOk ? bags.Value.Select(bag => Read(bag, depth)).FirstOrDefault(error => error is not null) : bags.Error;
    }

    private bool Decrypt(Pkcs12SafeContents safe)
    {
        try
        {
            safe.Decrypt(password);
            return true;
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return false;
        }
    }

    private PkiError? Read(Pkcs12SafeBag bag, int depth) => bag switch
    {
        Pkcs12CertBag certificate => ReadCertificate(certificate),
        Pkcs12KeyBag key => ReadKey(key.Pkcs8PrivateKey, key),
        Pkcs12ShroudedKeyBag shrouded => ReadShroudedKey(shrouded),
        Pkcs12SafeContentsBag { SafeContents: { } nested } => Open(nested, depth + 1),
        _ => null,
    };

    private PkiError? ReadCertificate(Pkcs12CertBag bag)
    {
        if (!bag.IsX509Certificate)
        {
            return null;
        }

        var read = Hostile.Read(PkiErrorCode.CertificateMalformed, "A certificate of the file cannot be read.", () => CertificateReader.Checked(bag.GetCertificate()));
        return read.IsOk ? content.Add(read.Value) : read.Error;
    }

    private PkiError? ReadShroudedKey(Pkcs12ShroudedKeyBag bag)
    {
        var cost = Hostile.Read(PkiErrorCode.PfxUnsupported, "A key is encrypted in a way that is not supported.", () => PkiResult<long>.Ok(Pkcs12Costs.OfShroudedKey(bag.EncryptedPkcs8PrivateKey)));
        if (!cost.IsOk)
        {
            return cost.Error;
        }

        if (content.Spend(cost.Value) is { } tooCostly)
        {
            return tooCostly;
        }

        Pkcs8PrivateKeyInfo info;
        try
        {
            info = Pkcs8PrivateKeyInfo.DecryptAndDecode(password, bag.EncryptedPkcs8PrivateKey, out _);
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return decryptionFault;
        }

        var pkcs8 = info.Encode();
        try
        {
            return ReadKey(pkcs8, bag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private PkiError? ReadKey(ReadOnlyMemory<byte> pkcs8, Pkcs12SafeBag bag)
    {
        var key = KeyPairs.ReadPrivateKey(pkcs8);
        return key.IsOk ? content.AddKey(key.Value, FriendlyName(bag)) : key.Error;
    }

    private static string? FriendlyName(Pkcs12SafeBag bag)
    {
        foreach (var attribute in bag.Attributes)
        {
            if (attribute.Oid.Value == Oids.FriendlyName && attribute.Values.Count > 0)
            {
                var name = Hostile.Read(PkiErrorCode.PfxMalformed, "A name cannot be read.", () => PkiResult<string>.Ok(ScepAttributes.ReadString(attribute.Values[0].RawData)));
                return name.IsOk ? name.Value : null;
            }
        }

        return null;
    }
}
