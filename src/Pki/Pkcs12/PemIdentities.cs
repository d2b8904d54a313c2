using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Chancery.Pki;

/// <summary>Walks the blocks of a PEM file (RFC 7468): private keys in each of their forms, certificates, bundles of them; other labels are passed over.</summary>
internal static class PemIdentities
{
    public static PkiError? Read(ReadOnlySpan<byte> pem, string? password, Pkcs12Content content)
    {
        var text = new char[pem.Length];
        try
        {
            Encoding.Latin1.GetChars(pem, text);
            return ReadBlocks(text, password, content);
        }
        finally
        {
            // Keys in clear may have stood there.
            Array.Clear(text);
        }
    }

    private static PkiError? ReadBlocks(ReadOnlySpan<char> text, string? password, Pkcs12Content content)
    {
        // RFC 1421 §4.6.1.1: OpenSSL's old way of encrypting, one MD5 pass over the password; not PEM by RFC 7468.
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            return new PkiError(PkiErrorCode.PfxUnsupported, "A key is encrypted in the old PEM way (Proc-Type); convert it with: openssl pkcs8 -topk8.");
        }

        while (PemEncoding.TryFind(text, out var fields))
        {
            var der = new byte[fields.DecodedDataLength];
            try
            {
                if (!Convert.TryFromBase64Chars(text[fields.Base64Data], der, out _))
                {
                    return new PkiError(PkiErrorCode.PfxMalformed, "A block of the PEM text cannot be read.");
                }

                if (ReadBlock(text[fields.Label], der, password, content) is { } error)
                {
                    return error;
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(der);
            }

            text = text[fields.Location.End..];
        }

        return null;
    }

    private static PkiError? ReadBlock(ReadOnlySpan<char> label, byte[] der, string? password, Pkcs12Content content) => label switch
    {
        "CERTIFICATE" or "X509 CERTIFICATE" or "PKCS7" or "CMS" => AddCertificates(der, content),
        "PRIVATE KEY" => Add(KeyPairs.ReadPrivateKey(der), content),
        "RSA PRIVATE KEY" => Add(KeyPairs.ReadRsaPrivateKey(der), content),
        "EC PRIVATE KEY" => Add(KeyPairs.ReadEcPrivateKey(der), content),
        "ENCRYPTED PRIVATE KEY" => AddEncrypted(der, password, content),
        // RFC 9216 writes them so.
        "PKCS12" => Pkcs12Opener.Open(der, password ?? string.Empty, content),
        _ => null,
    };

    private static PkiError? AddCertificates(byte[] der, Pkcs12Content content)
    {
        var read = CertificateReader.ReadAll(der);
        if (!read.IsOk)
        {
            return read.Error;
        }

        foreach (var certificate in read.Value)
        {
            if (content.Add(certificate) is { } tooMany)
            {
                return tooMany;
            }
        }

        return null;
    }

    // RFC 5958 §3: EncryptedPrivateKeyInfo. What its derivation costs is booked before it is made.
    private static PkiError? AddEncrypted(byte[] der, string? password, Pkcs12Content content)
    {
        var cost = Hostile.Read(
            PkiErrorCode.PfxUnsupported, "A key is encrypted in a way that is not supported.", () => PkiResult<long>.Ok(Pkcs12Costs.OfShroudedKey(der)));
        if (!cost.IsOk)
        {
            return cost.Error;
        }

        if (password is null)
        {
            return new PkiError(PkiErrorCode.PfxWrongPassword, "The key is encrypted, and no password was given.");
        }

        return content.Spend(cost.Value) ?? Decrypt(der, password, content);
    }

    private static PkiError? Decrypt(byte[] der, string password, Pkcs12Content content)
    {
        byte[] pkcs8;
        try
        {
            pkcs8 = Pkcs8PrivateKeyInfo.DecryptAndDecode(password, der, out _).Encode();
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            return new PkiError(PkiErrorCode.PfxWrongPassword, "The password does not open the key.");
        }

        try
        {
            return Add(KeyPairs.ReadPrivateKey(pkcs8), content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static PkiError? Add(PkiResult<AsymmetricAlgorithm> key, Pkcs12Content content) => key.IsOk ? content.AddKey(key.Value, null) : key.Error;
}
