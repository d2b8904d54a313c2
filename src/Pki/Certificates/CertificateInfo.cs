using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A certificate as facts.</summary>
/// <param name="Thumbprint">SHA-1 of the DER, lower-case hexadecimal: how Graph and devices name certificates.</param>
/// <param name="Sha256">SHA-256 of the DER, lower-case hexadecimal.</param>
/// <param name="PublicKeyHash">SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal.</param>
/// <param name="SerialNumber">Upper-case hexadecimal, as .NET prints it.</param>
/// <param name="Subject">The subject's distinguished name.</param>
/// <param name="Issuer">The issuer's distinguished name.</param>
/// <param name="NotBefore">The first instant of validity.</param>
/// <param name="NotAfter">The last second of validity, inclusive (RFC 5280 §4.1.2.5).</param>
/// <param name="EmailAddresses">rfc822Name, SmtpUTF8Mailbox (RFC 9598) and the subject's emailAddress, lower-cased, without repetition.</param>
/// <param name="KeyUsage">keyUsage; <see cref="X509KeyUsageFlags.None"/> where the extension is absent.</param>
/// <param name="ExtendedKeyUsages">Object identifiers; empty where the extension is absent.</param>
/// <param name="CanSign">Mail may be signed with it: keyUsage and extended key usage allow it, or do not say.</param>
/// <param name="CanEncrypt">Mail may be encrypted to it, likewise.</param>
/// <param name="IsAuthority">basicConstraints says CA.</param>
/// <param name="KeyDescription">The key for people, e.g. <c>RSA 2048</c>, <c>EC P-256</c>.</param>
public sealed record CertificateInfo(
    string Thumbprint, string Sha256, string PublicKeyHash, string SerialNumber, string Subject, string Issuer,
    DateTimeOffset NotBefore, DateTimeOffset NotAfter, ImmutableArray<string> EmailAddresses, X509KeyUsageFlags KeyUsage,
    ImmutableArray<string> ExtendedKeyUsages, bool CanSign, bool CanEncrypt, bool IsAuthority, string KeyDescription);
