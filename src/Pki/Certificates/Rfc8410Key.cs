using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Chancery.Pki;

/// <summary>
/// A key of RFC 8410: on curve25519 or curve448, its two halves plain octets. The runtime has no class for them; this one carries them through
/// everything that takes an <see cref="AsymmetricAlgorithm"/>: PKCS#8, PKCS#12, PEM, SubjectPublicKeyInfo. Safe for concurrent use once it is imported.
/// </summary>
public abstract class Rfc8410Key : AsymmetricAlgorithm
{
    private readonly string _oid;
    private readonly int _length;
    private byte[]? _private;
    private byte[] _public;

    private protected Rfc8410Key(string oid, int length)
    {
        (_oid, _length, _public) = (oid, length, []);
        KeySizeValue = length / 8 * 64;
        LegalKeySizesValue = [new KeySizes(KeySizeValue, KeySizeValue, 0)];
    }

    /// <summary>Whether the private half is there.</summary>
    public bool HasPrivateKey => _private is not null;

    internal string Name => KeyNames.Of(_oid);

    /// <summary>The public half, as RFC 7748 or RFC 8032 writes it.</summary>
    /// <exception cref="CryptographicException">Nothing was imported.</exception>
    public ReadOnlySpan<byte> PublicKey => PublicBytes;

    private protected byte[] PublicBytes => _public.Length > 0 ? _public : throw new CryptographicException("No key was imported.");

    private protected byte[] PrivateBytes => _private ?? throw new CryptographicException("There is no private key.");

    /// <inheritdoc/>
    public override void ImportPkcs8PrivateKey(ReadOnlySpan<byte> source, out int bytesRead)
    {
        // RFC 8410 §7, RFC 5958 §2: OneAsymmetricKey; the key is an OCTET STRING within the OCTET STRING.
        var (key, read) = Decode(source, info =>
        {
            var wrapped = ReadPrivateKeyInfo(info, out var claimed);
            try
            {
                return (Private: new AsnReader(wrapped, AsnEncodingRules.BER).ReadOctetString(), Claimed: claimed);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(wrapped);
            }
        });
        ImportPrivateKey(key.Private);
        if (key.Claimed is not null && !key.Claimed.AsSpan().SequenceEqual(_public))
        {
            throw new CryptographicException("The public key beside the private key is another.");
        }

        bytesRead = read;
    }

    /// <inheritdoc/>
    public override void ImportSubjectPublicKeyInfo(ReadOnlySpan<byte> source, out int bytesRead)
    {
        var (key, read) = Decode(source, info =>
        {
            CheckAlgorithm(info.ReadSequence());
            return info.ReadBitString(out _);
        });
        if (key.Length != _length)
        {
            throw new CryptographicException("The key is of another length.");
        }

        (_private, _public, bytesRead) = (null, key, read);
    }

    /// <inheritdoc/>
    public override void ImportEncryptedPkcs8PrivateKey(ReadOnlySpan<char> password, ReadOnlySpan<byte> source, out int bytesRead) =>
        Import(Pkcs8PrivateKeyInfo.DecryptAndDecode(password, source.ToArray(), out bytesRead));

    /// <inheritdoc/>
    public override void ImportEncryptedPkcs8PrivateKey(ReadOnlySpan<byte> passwordBytes, ReadOnlySpan<byte> source, out int bytesRead) =>
        Import(Pkcs8PrivateKeyInfo.DecryptAndDecode(passwordBytes, source.ToArray(), out bytesRead));

    /// <inheritdoc/>
    public override bool TryExportSubjectPublicKeyInfo(Span<byte> destination, out int bytesWritten)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer);
            writer.WriteBitString(PublicBytes);
        }

        return writer.TryEncode(destination, out bytesWritten);
    }

    /// <inheritdoc/>
    public override bool TryExportPkcs8PrivateKey(Span<byte> destination, out int bytesWritten)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer);
            using (writer.PushOctetString())
            {
                writer.WriteOctetString(PrivateBytes);
            }
        }

        return writer.TryEncode(destination, out bytesWritten);
    }

    /// <inheritdoc/>
    public override bool TryExportEncryptedPkcs8PrivateKey(
        ReadOnlySpan<char> password, PbeParameters pbeParameters, Span<byte> destination, out int bytesWritten)
    {
        var pkcs8 = ExportPkcs8PrivateKey();
        try
        {
            return Pkcs8PrivateKeyInfo.Decode(pkcs8, out _).TryEncrypt(password, pbeParameters, destination, out bytesWritten);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <inheritdoc/>
    public override bool TryExportEncryptedPkcs8PrivateKey(
        ReadOnlySpan<byte> passwordBytes, PbeParameters pbeParameters, Span<byte> destination, out int bytesWritten)
    {
        var pkcs8 = ExportPkcs8PrivateKey();
        try
        {
            return Pkcs8PrivateKeyInfo.Decode(pkcs8, out _).TryEncrypt(passwordBytes, pbeParameters, destination, out bytesWritten);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>Makes a new private key.</summary>
    private protected void Generate() => ImportPrivateKey(RandomNumberGenerator.GetBytes(_length));

    private protected abstract byte[] PublicFrom(byte[] privateKey);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_private is not null)
        {
            CryptographicOperations.ZeroMemory(_private);
        }

        _private = null;
        base.Dispose(disposing);
    }

    private static byte[] ReadPrivateKeyInfo(AsnReader info, out byte[]? claimed, Action<AsnReader> checkAlgorithm)
    {
        info.ReadInteger();
        checkAlgorithm(info.ReadSequence());
        var wrapped = info.ReadOctetString();
        claimed = null;
        while (info.HasData)
        {
            var tag = info.PeekTag();
            if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                claimed = info.ReadBitString(out _, tag);
            }
            else
            {
                info.ReadEncodedValue();
            }
        }

        return wrapped;
    }

    private byte[] ReadPrivateKeyInfo(AsnReader info, out byte[]? claimed) => ReadPrivateKeyInfo(info, out claimed, CheckAlgorithm);

    private void ImportPrivateKey(byte[] key)
    {
        if (key.Length != _length)
        {
            CryptographicOperations.ZeroMemory(key);
            throw new CryptographicException("The key is of another length.");
        }

        (_private, _public) = (key, PublicFrom(key));
    }

    private void Import(Pkcs8PrivateKeyInfo info)
    {
        var pkcs8 = info.Encode();
        try
        {
            ImportPkcs8PrivateKey(pkcs8, out _);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    // The runtime's keys throw CryptographicException for bytes that are no key; so does this one.
    [SuppressMessage("Design", "CA1859", Justification = "Generic on purpose.")]
    private static (T Value, int Read) Decode<T>(ReadOnlySpan<byte> source, Func<AsnReader, T> read)
    {
        try
        {
            var reader = new AsnReader(source.ToArray(), AsnEncodingRules.BER);
            var length = reader.PeekEncodedValue().Length;
            return (read(reader.ReadSequence()), length);
        }
        catch (AsnContentException exception)
        {
            throw new CryptographicException("The key cannot be read.", exception);
        }
    }

    // RFC 8410 §3: the parameters are absent. A NULL is let pass: some writers put one.
    private void CheckAlgorithm(AsnReader algorithm)
    {
        if (algorithm.ReadObjectIdentifier() != _oid)
        {
            throw new CryptographicException("The key is of another algorithm.");
        }
    }

    private void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(_oid);
        }
    }
}
