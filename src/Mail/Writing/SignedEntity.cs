using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>Wraps a MIME entity in a signature (RFC 8551 §3.5).</summary>
internal static class SignedEntity
{
    public static PkiResult<(ReadOnlyMemory<byte> Entity, ImmutableArray<SignatureAlgorithms> Algorithms)> Wrap(
        ReadOnlyMemory<byte> entity, ProtectionSettings settings)
    {
        var (keys, algorithms) = (new List<CmsSignerKey>(), ImmutableArray.CreateBuilder<SignatureAlgorithms>());
        foreach (var signer in settings.Signers)
        {
            var chosen = AlgorithmPolicy.ChooseSignature(signer.Certificate, settings.Policy);
            var key = chosen.IsOk ? PreparedKeys.Signer(signer, chosen.Value) : chosen.Error;
            if (!key.IsOk)
            {
                return key.Error;
            }

            keys.Add(key.Value);
            algorithms.Add(chosen.Value);
        }

        var detached = settings.Form == SignatureForm.Detached;
        var cms = SignedData.Sign(entity.Span, keys, Options(settings, detached));
        return (detached ? Detached(entity, cms, keys) : Opaque(cms), algorithms.ToImmutable());
    }

    // Written by hand so that the signed bytes are, visibly, the bytes sent: the line break before a delimiter belongs to the delimiter
    // (RFC 2046 §5.1.1) and is not signed.
    private static ReadOnlyMemory<byte> Detached(ReadOnlyMemory<byte> entity, byte[] cms, IEnumerable<CmsSignerKey> keys)
    {
        var boundary = $"=_{HeaderWriter.RandomToken()}";
        var result = new ByteBuilder(entity.Length + ByteBuilder.Base64Length(cms.Length) + 1024)
            .Add("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"u8)
            .Add($" micalg={string.Join(',', keys.Select(key => MicAlg(key.Digest)).Distinct())}; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n")
            .Add(entity)
            .Add($"\r\n--{boundary}\r\n");
        Pkcs7Part.AddSignature(result, cms);
        return result.Add($"\r\n--{boundary}--\r\n").Memory;
    }

    private static ReadOnlyMemory<byte> Opaque(byte[] cms)
    {
        var result = new ByteBuilder(ByteBuilder.Base64Length(cms.Length) + 512);
        Pkcs7Part.AddMime(result, "signed-data", cms);
        return result.Memory;
    }

    // RFC 8551 §3.5.3.2, the table.
    private static string MicAlg(HashAlgorithmName digest) =>
        digest == HashAlgorithmName.SHA256 ? "sha-256" : digest == HashAlgorithmName.SHA384 ? "sha-384" : "sha-512";

    private static SignOptions Options(ProtectionSettings settings, bool detached) => new()
    {
        Detached = detached,
        SigningTime = settings.SigningTime,
        Certificates = [.. settings.Signers.SelectMany(Carried).DistinctBy(certificate => certificate.RawDataMemory, ByteComparer.Instance)],
        ExtraSignedAttributes = [.. Attributes(settings)],
    };

    // Every signer signs the same attributes; what is preferred for answers can be said of one alone.
    private static IEnumerable<CmsAttribute> Attributes(ProtectionSettings settings)
    {
        yield return SignedAttributes.Capabilities(settings.Policy);
        if (settings.Signers is [{ EncryptionCertificate: { } preferred }])
        {
            yield return SignedAttributes.EncryptionKeyPreference(preferred);
            yield return SignedAttributes.MicrosoftEncryptionKeyPreference(preferred);
        }
    }

    // Both certificates travel (RFC 8551 §2.3): readers learn from signed mail what to encrypt to.
    private static IEnumerable<X509Certificate2> Carried(MailSigner signer) =>
        new[] { signer.Certificate, signer.EncryptionCertificate }.OfType<X509Certificate2>().Concat(signer.Chain);

    private sealed class ByteComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static ByteComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
