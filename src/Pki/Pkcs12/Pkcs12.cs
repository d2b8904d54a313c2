using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>PKCS#12 files (RFC 7292): read whoever wrote them, written for the platform that will read them.</summary>
public static class Pkcs12
{
    /// <summary>Reads every identity of a file.</summary>
    /// <param name="pfx">The file.</param>
    /// <param name="password">Its password; empty for none.</param>
    /// <param name="limits">What reading may cost: <see cref="Pkcs12Limits.Import"/>.</param>
    /// <returns>One identity for each pair of a key and a certificate of that key, the caller's to dispose of; <c>pfxMalformed</c>,
    /// <c>pfxWrongPassword</c>, <c>pfxNoKey</c>, <c>pfxKeyMismatch</c> (a key without its certificate), <c>pfxTooLarge</c>, <c>pfxTooCostly</c>,
    /// <c>pfxUnsupported</c>, <c>keyUnsupported</c>, <c>keyMalformed</c>, <c>certificateMalformed</c>.</returns>
    public static PkiResult<ImmutableArray<Pkcs12Identity>> Read(ReadOnlyMemory<byte> pfx, string password, Pkcs12Limits limits)
    {
        using var content = new Pkcs12Content(limits);
        var error = Pkcs12Opener.Open(pfx, password, content);
        return error is null ? Pkcs12Matcher.Match(content) : error;
    }

    /// <summary>Writes one identity.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its key.</param>
    /// <param name="chain">The certificates above it.</param>
    /// <param name="password">The password.</param>
    /// <param name="friendlyName">The name people will see.</param>
    /// <param name="kind">How it is protected.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The certificate does not certify the key.</exception>
    public static byte[] Write(
        X509Certificate2 certificate, AsymmetricAlgorithm key, IEnumerable<X509Certificate2> chain, string password, string friendlyName, Pkcs12Encryption kind) =>
        KeyPairs.Matches(certificate, key)
            ? Pkcs12Writer.Write(certificate, key, chain, password, friendlyName, kind)
            : throw new ArgumentException("The certificate does not certify the key.", nameof(key));
}
