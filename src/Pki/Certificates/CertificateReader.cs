using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Pki;

/// <summary>Reads certificates from whatever people and programs hand over, and tells what is in them.</summary>
public static class CertificateReader
{
    /// <summary>The largest certificate read, in bytes: several times the largest met in practice.</summary>
    public const int MaxCertificateBytes = 64 * 1024;

    /// <summary>The largest bundle read, in bytes.</summary>
    public const int MaxBundleBytes = 4 * 1024 * 1024;

    /// <summary>The most certificates read from one bundle.</summary>
    public const int MaxCertificates = 1000;

    /// <summary>Reads one certificate, DER or PEM (the first of a PEM file).</summary>
    /// <param name="derOrPem">At most <see cref="MaxBundleBytes"/>.</param>
    /// <returns>The certificate, the caller's to dispose of; <c>certificateMalformed</c>, <c>certificateTooLarge</c>.</returns>
    public static PkiResult<X509Certificate2> Read(ReadOnlySpan<byte> derOrPem)
    {
        if (derOrPem.Length > MaxBundleBytes)
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.CertificateTooLarge, $"More than {MaxBundleBytes} bytes.");
        }

        if (!LooksLikePem(derOrPem))
        {
            return ReadDer(derOrPem.ToArray());
        }

        var all = ReadPem(derOrPem, firstOnly: true);
        return all.IsOk ? all.Value[0] : all.Error;
    }

    /// <summary>Reads every certificate of a PEM bundle, of a certificates-only PKCS#7 (DER or PEM), or one DER certificate.</summary>
    /// <param name="bytes">At most <see cref="MaxBundleBytes"/>.</param>
    /// <returns>At least one certificate, in the order of the input; <c>certificateMalformed</c>, <c>certificateTooLarge</c>.</returns>
    public static PkiResult<ImmutableArray<X509Certificate2>> ReadAll(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBundleBytes)
        {
            return PkiResult<ImmutableArray<X509Certificate2>>.Fail(PkiErrorCode.CertificateTooLarge, $"More than {MaxBundleBytes} bytes.");
        }

        if (LooksLikePem(bytes))
        {
            return ReadPem(bytes, firstOnly: false);
        }

        var der = bytes.ToArray();
        var single = One(ReadDer(der));
        return single.IsOk ? single : ReadPkcs7(der);
    }

    /// <summary>A certificate as facts. The certificate must have been read by this room, which has checked that all of them can be read.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="CryptographicException">An extension cannot be read: the certificate was made past <see cref="Read"/>.</exception>
    public static CertificateInfo Describe(X509Certificate2 certificate)
    {
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        var flags = usage?.KeyUsages ?? X509KeyUsageFlags.None;
        var extended = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>()).Select(oid => oid.Value ?? string.Empty).ToImmutableArray();
        return new CertificateInfo(
            Thumbprint(certificate), Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)), PublicKeyHash(certificate),
            certificate.SerialNumber, certificate.Subject, certificate.Issuer, NotBefore(certificate), NotAfter(certificate),
            EmailAddresses.Of(certificate), flags, extended,
            CertificateUses.CanSign(certificate), CertificateUses.CanEncrypt(certificate),
            certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority),
            KeyNames.Describe(certificate));
    }

    /// <summary>
    /// The addresses a certificate vouches for as a signer's (RFC 8550 §3), as they stand in it: every rfc822Name and SmtpUTF8Mailbox (RFC 9598) of
    /// subjectAltName; the subject's emailAddress only where that has none, since name constraints on it were applied to that alone (RFC 5280 §4.2.1.10).
    /// </summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>The addresses; none where its names cannot be read. One with a control character in it is none.</returns>
    public static ImmutableArray<string> VouchedAddresses(X509Certificate2 certificate) => EmailAddresses.VouchedBy(certificate);

    /// <summary>SHA-1 of a certificate's DER, lower-case hexadecimal. A name, not a protection.</summary>
    /// <param name="certificate">The certificate.</param>
    public static string Thumbprint(X509Certificate2 certificate) => certificate.Thumbprint.ToLowerInvariant();

    /// <summary>SHA-256 of a certificate's SubjectPublicKeyInfo as it stands in the certificate, lower-case hexadecimal.</summary>
    /// <param name="certificate">The certificate.</param>
    public static string PublicKeyHash(X509Certificate2 certificate) =>
        KeyPairs.PublicKeyHash(CertificateFields.Of(certificate.RawDataMemory).SubjectPublicKeyInfo.Span);

    /// <summary>Whether a certificate names an issuer and carries its signature. Dates, usages and revocation are the caller's affair.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate that may have issued it (itself, for a self-signed one).</param>
    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var (fields, authority) = (CertificateFields.Of(certificate.RawDataMemory), CertificateFields.Of(issuer.RawDataMemory));
        return fields.Issuer.Span.SequenceEqual(authority.Subject.Span)
            && SignatureCheck.Verify(authority.SubjectPublicKeyInfo, fields.SignatureAlgorithm, fields.ToBeSigned.Span, fields.Signature.Span, allowSha1: false)
                == SignatureOutcome.Valid;
    }

    /// <summary>Reads one DER certificate and proves that all of it can be described.</summary>
    internal static PkiResult<X509Certificate2> ReadDer(byte[] der)
    {
        if (der.Length > MaxCertificateBytes)
        {
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.CertificateTooLarge, $"More than {MaxCertificateBytes} bytes.");
        }

        return Hostile.Read(PkiErrorCode.CertificateMalformed, "Not an X.509 certificate.", () => Checked(X509CertificateLoader.LoadCertificate(der)));
    }

    /// <summary>Proves that all of a certificate can be described; disposes of it where not.</summary>
    internal static PkiResult<X509Certificate2> Checked(X509Certificate2 certificate)
    {
        try
        {
            // RFC 5480 §2.1.1: a curve has a name; one spelt out could be any (CVE-2020-0601).
            if (certificate.PublicKey is { Oid.Value: Oids.EcPublicKey } key && key.EncodedParameters?.RawData is not [0x06, ..])
            {
                certificate.Dispose();
                return PkiResult<X509Certificate2>.Fail(PkiErrorCode.CertificateMalformed, "The curve of the key is spelt out by its parameters, not named.");
            }

            _ = Describe(certificate);
            return certificate;
        }
        catch (Exception exception) when (Hostile.IsAboutTheInput(exception))
        {
            certificate.Dispose();
            return PkiResult<X509Certificate2>.Fail(PkiErrorCode.CertificateMalformed, "An extension of the certificate cannot be read.");
        }
    }

    private static DateTimeOffset NotBefore(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    private static DateTimeOffset NotAfter(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    internal static bool LooksLikePem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0 && bytes[0] != 0x30;

    private static PkiResult<ImmutableArray<X509Certificate2>> ReadPem(ReadOnlySpan<byte> pem, bool firstOnly)
    {
        var found = ImmutableArray.CreateBuilder<X509Certificate2>();
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(pem);
        while (!(firstOnly && found.Count > 0) && found.Count <= MaxCertificates && PemEncoding.TryFind(text, out var fields))
        {
            var label = text[fields.Label];
            var der = Convert.FromBase64String(text[fields.Base64Data].ToString());
            var read = label switch
            {
                "CERTIFICATE" or "X509 CERTIFICATE" => One(ReadDer(der)),
                "PKCS7" or "CMS" => ReadPkcs7(der),
                _ => PkiResult<ImmutableArray<X509Certificate2>>.Ok([]),
            };
            if (!read.IsOk)
            {
                return read;
            }

            found.AddRange(read.Value);
            text = text[fields.Location.End..];
        }

        return found.Count switch
        {
            0 => PkiResult<ImmutableArray<X509Certificate2>>.Fail(PkiErrorCode.CertificateMalformed, "No certificate in the PEM text."),
            > MaxCertificates => PkiResult<ImmutableArray<X509Certificate2>>.Fail(PkiErrorCode.CertificateTooLarge, $"More than {MaxCertificates} certificates."),
            _ => found.ToImmutable(),
        };
    }

    private static PkiResult<ImmutableArray<X509Certificate2>> One(PkiResult<X509Certificate2> read) =>
        read.IsOk ? ImmutableArray.Create(read.Value) : read.Error;

    private static PkiResult<ImmutableArray<X509Certificate2>> ReadPkcs7(byte[] der) =>
        Hostile.Read(PkiErrorCode.CertificateMalformed, "Neither an X.509 certificate nor a PKCS#7 of certificates.", () =>
        {
            var cms = new SignedCms();
            cms.Decode(der);
            return CheckedAll(cms.Certificates);
        });

    internal static PkiResult<ImmutableArray<X509Certificate2>> CheckedAll(X509Certificate2Collection certificates)
    {
        if (certificates.Count is 0 or > MaxCertificates)
        {
            return PkiResult<ImmutableArray<X509Certificate2>>.Fail(
                certificates.Count == 0 ? PkiErrorCode.CertificateMalformed : PkiErrorCode.CertificateTooLarge, $"{certificates.Count} certificates.");
        }

        foreach (var certificate in certificates)
        {
            if (Checked(certificate) is { IsOk: false } bad)
            {
                return bad.Error;
            }
        }

        return certificates.ToImmutableArray();
    }
}
