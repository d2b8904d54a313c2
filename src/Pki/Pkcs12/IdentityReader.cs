using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>
/// Reads keys with their certificates from the files people have them in: PKCS#12, or PEM with private keys (PKCS#8 in clear or encrypted by PBES2,
/// PKCS#1, SEC 1) and certificates in any order. Keys and certificates find each other by the public key.
/// </summary>
public static class IdentityReader
{
    /// <summary>Reads every identity of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="password">Its password; null where none was given.</param>
    /// <param name="limits">What reading may cost; null for <see cref="Pkcs12Limits.Personal"/>.</param>
    /// <returns>One identity for each pair of a key and a certificate of that key, the caller's to dispose of; what <see cref="Pkcs12.Read"/> answers,
    /// with <c>pfxMalformed</c> for a file that is neither, and <c>pfxWrongPassword</c> also where a password is needed and none was given.</returns>
    public static PkiResult<ImmutableArray<Pkcs12Identity>> Read(ReadOnlyMemory<byte> file, string? password, Pkcs12Limits? limits = null)
    {
        var allowed = limits ?? Pkcs12Limits.Personal;
        if (file.Length > allowed.MaxBytes)
        {
            return PkiResult<ImmutableArray<Pkcs12Identity>>.Fail(PkiErrorCode.PfxTooLarge, $"More than {allowed.MaxBytes} bytes.");
        }

        if (!CertificateReader.LooksLikePem(file.Span))
        {
            return Pkcs12.Read(file, password ?? string.Empty, allowed);
        }

        using var content = new Pkcs12Content(allowed);
        return PemIdentities.Read(file.Span, password, content) is { } error ? error : Pkcs12Matcher.Match(content);
    }
}
