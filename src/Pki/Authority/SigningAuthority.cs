using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>An authority's certificate and key, signing what was linted for it and its revocation lists.</summary>
/// <param name="certificate">The authority's certificate.</param>
/// <param name="key">Its key, RSA or ECDSA (P-256, P-384).</param>
public sealed class SigningAuthority(X509Certificate2 certificate, AsymmetricAlgorithm key)
{
    /// <summary>The authority's certificate.</summary>
    public X509Certificate2 Certificate => certificate;

    /// <summary>Signs a self-signed certificate (root, vault, TLS) with the key it certifies.</summary>
    /// <param name="linted">Linted without an issuer.</param>
    /// <param name="key">The key whose public half is in it.</param>
    /// <returns>The certificate, without the key.</returns>
    /// <exception cref="ArgumentException">It was linted for an issuer, or the key is another one.</exception>
    public static X509Certificate2 SelfSign(LintedCertificate linted, AsymmetricAlgorithm key) =>
        linted.IsSelfSigned ? Assemble(linted, key) : throw new ArgumentException("Linted for an issuer.", nameof(linted));

    /// <summary>Signs a certificate.</summary>
    /// <param name="linted">Linted for this authority.</param>
    /// <returns>The certificate, without a key.</returns>
    /// <exception cref="ArgumentException">It was linted for another issuer.</exception>
    public X509Certificate2 Sign(LintedCertificate linted) =>
        linted.IssuerSha256 == Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256))
            ? Assemble(linted, key)
            : throw new ArgumentException("Linted for another issuer.", nameof(linted));

    /// <summary>Signs a certificate revocation list (RFC 5280 §5), complete, of version 2, with its number and the authority's key identifier.</summary>
    /// <param name="revoked">Every certificate revoked and not yet expired.</param>
    /// <param name="number">The CRL number: greater than that of every list before.</param>
    /// <param name="thisUpdate">The instant it speaks of.</param>
    /// <param name="nextUpdate">The instant by which the next one will be there.</param>
    /// <returns>DER.</returns>
    public byte[] SignCrl(IEnumerable<RevokedEntry> revoked, BigInteger number, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var entry in revoked)
        {
            builder.AddEntry(Convert.FromHexString(entry.SerialNumber), entry.RevokedAt, entry.Reason);
        }

        var algorithm = SignatureAlgorithm.For(key.ExportSubjectPublicKeyInfo())!;
        return builder.Build(
            certificate.SubjectName, new FixedSignatureGenerator(algorithm, certificate.PublicKey, key), number, nextUpdate, algorithm.Hash,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false), thisUpdate);
    }

    private static X509Certificate2 Assemble(LintedCertificate linted, AsymmetricAlgorithm key)
    {
        if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(linted.SignerPublicKey))
        {
            throw new ArgumentException("The key is not the one the certificate was linted for.", nameof(key));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(linted.ToBeSigned);
            writer.WriteEncodedValue(linted.Algorithm.Identifier);
            writer.WriteBitString(linted.Algorithm.Sign(linted.ToBeSigned, key));
        }

        return X509CertificateLoader.LoadCertificate(writer.Encode());
    }
}
