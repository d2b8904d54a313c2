using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads and verifies certificate revocation lists (RFC 5280 §5).</summary>
public static class RevocationList
{
    /// <summary>The largest list read, in bytes: more than a million entries.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a list. Nothing is verified.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <returns>Its facts; <c>crlMalformed</c>.</returns>
    public static PkiResult<CrlInfo> Read(ReadOnlyMemory<byte> der)
    {
        var file = ReadFile(der);
        return file.IsOk
            ? Hostile.Read(PkiErrorCode.CrlMalformed, "An entry of the list cannot be read.", () => PkiResult<CrlInfo>.Ok(Describe(file.Value)))
            : file.Error;
    }

    /// <summary>Whether a list names an issuer and carries its signature. Dates are the caller's affair. SHA-1 and older are refused.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <param name="issuer">The certificate that may have issued it.</param>
    public static bool Verify(ReadOnlyMemory<byte> der, X509Certificate2 issuer) =>
        ReadFile(der) is { IsOk: true, Value: var file }
        && PathCertificate.TryRead(issuer.RawDataMemory, issuer) is { } certificate
        && file.Issuer.Equals(certificate.Subject)
        && file.Verify(certificate.Key, allowSha1: false) == SignatureOutcome.Valid;

    internal static PkiResult<CrlFile> ReadFile(ReadOnlyMemory<byte> der) => der.Length > MaxBytes
        ? PkiResult<CrlFile>.Fail(PkiErrorCode.CrlMalformed, $"More than {MaxBytes} bytes.")
        : Hostile.Read(PkiErrorCode.CrlMalformed, "Not a certificate revocation list.", () => PkiResult<CrlFile>.Ok(CrlFile.Read(der)));

    private static CrlInfo Describe(CrlFile file) => new(
        new X500DistinguishedName(file.EncodedIssuer.Span).Name, file.Extensions.Number, file.ThisUpdate, file.NextUpdate,
        [.. file.Entries.All().Select(entry => new RevokedEntry(Convert.ToHexString(entry.SerialNumber.Span), entry.RevokedAt, entry.Reason))]);
}
