using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Channels.Apple.Profiles;

/// <summary>
/// Encrypts a profile so that one device alone can read it (Apple, Configuration Profile Reference, "Encrypting a profile"):
/// PayloadContent, serialised as a property list whose outermost value is the array, becomes CMS EnvelopedData to the device's identity
/// certificate and stands as EncryptedPayloadContent. What is outside PayloadContent stays as it is, and public.
/// </summary>
public static class ProfileEncryption
{
    /// <summary>Encrypts a profile. Fails with the codes of <see cref="Plist.Parse"/>, or <c>profileMalformed</c> where it has no PayloadContent.</summary>
    /// <param name="clear">The profile in clear.</param>
    /// <param name="device">The device's identity certificate, RSA.</param>
    /// <exception cref="ArgumentException">The certificate's key is not RSA; our authority makes no other device identity.</exception>
    public static Result<byte[]> Wrap(ReadOnlySpan<byte> clear, X509Certificate2 device)
    {
        var parsed = Plist.ParseDictionary(clear);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        if (parsed.Value.Array("PayloadContent") is not { } content)
        {
            return new Error("profileMalformed", "PayloadContent");
        }

        var serialised = Plist.Write(content);
        var envelope = EnvelopedData.Encrypt(serialised, device);
        CryptographicOperations.ZeroMemory(serialised);
        return Plist.Write(WithEncrypted(parsed.Value, envelope));
    }

    /// <summary>
    /// Decrypts a profile, as the device does; the clear profile comes back byte for byte. Fails with the codes of
    /// <see cref="Plist.Parse"/> and of Pki's EnvelopedData, <c>profileNotEncrypted</c>, or <c>profileMalformed</c> where what was encrypted is no array.
    /// </summary>
    /// <param name="encrypted">The profile.</param>
    /// <param name="device">The device's identity certificate.</param>
    /// <param name="key">Its key.</param>
    public static Result<byte[]> Unwrap(ReadOnlySpan<byte> encrypted, X509Certificate2 device, AsymmetricAlgorithm key)
    {
        var parsed = Plist.ParseDictionary(encrypted);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        if (parsed.Value.Data("EncryptedPayloadContent") is not { } envelope)
        {
            return new Error("profileNotEncrypted", "EncryptedPayloadContent");
        }

        var content = EnvelopedData.Decrypt(envelope, device, key);
        if (!content.IsOk)
        {
            return new Error(content.Error.Name, "EncryptedPayloadContent", content.Error.Detail);
        }

        var array = Plist.Parse(content.Value);
        if (!array.IsOk)
        {
            return array.Error;
        }

        return array.Value is PlistArray payloads
            ? Plist.Write(WithClear(parsed.Value, payloads))
            : new Error("profileMalformed", "EncryptedPayloadContent");
    }

    private static PlistDictionary WithEncrypted(PlistDictionary profile, byte[] envelope)
    {
        var outer = new PlistDictionary();
        foreach (var (key, value) in profile)
        {
            if (key == "PayloadContent")
            {
                outer.Add("IsEncrypted", true);
                outer.Add("EncryptedPayloadContent", envelope);
            }
            else if (key is not ("IsEncrypted" or "EncryptedPayloadContent"))
            {
                outer.Add(key, value);
            }
        }

        return outer;
    }

    private static PlistDictionary WithClear(PlistDictionary profile, PlistArray payloads)
    {
        var clear = new PlistDictionary();
        foreach (var (key, value) in profile)
        {
            if (key == "EncryptedPayloadContent")
            {
                clear.Add("PayloadContent", payloads);
            }
            else if (key is not ("IsEncrypted" or "PayloadContent"))
            {
                clear.Add(key, value);
            }
        }

        return clear;
    }
}
