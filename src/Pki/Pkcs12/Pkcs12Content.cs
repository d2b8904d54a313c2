using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>What a PKCS#12 file turned out to hold, and what reading it has cost so far.</summary>
internal sealed class Pkcs12Content(Pkcs12Limits limits) : IDisposable
{
    private long _iterations;

    public Pkcs12Limits Limits => limits;

    public List<(AsymmetricAlgorithm Key, string? FriendlyName)> Keys { get; } = [];

    public List<X509Certificate2> Certificates { get; } = [];

    /// <summary>Books a key derivation before it is made.</summary>
    public PkiError? Spend(long iterations)
    {
        _iterations += iterations;
        return iterations < 1 || iterations > limits.MaxIterations || _iterations > limits.MaxTotalIterations
            ? new PkiError(PkiErrorCode.PfxTooCostly, $"{iterations} iterations for one key, {_iterations} so far; at most {limits.MaxIterations} and {limits.MaxTotalIterations}.")
            : null;
    }

    public PkiError? AddKey(AsymmetricAlgorithm key, string? friendlyName)
    {
        if (key is Rfc8410Key curveKey && !limits.Rfc8410Keys)
        {
            curveKey.Dispose();
            return new PkiError(PkiErrorCode.KeyUnsupported, $"The key is {curveKey.Name}; RSA and ECDSA keys are supported.");
        }

        Keys.Add((key, friendlyName));
        return Keys.Count > limits.MaxKeys ? new PkiError(PkiErrorCode.PfxTooLarge, $"More than {limits.MaxKeys} keys.") : null;
    }

    public PkiError? Add(X509Certificate2 certificate)
    {
        Certificates.Add(certificate);
        return Certificates.Count > limits.MaxCertificates ? new PkiError(PkiErrorCode.PfxTooLarge, $"More than {limits.MaxCertificates} certificates.") : null;
    }

    public void Dispose()
    {
        Keys.ForEach(entry => entry.Key.Dispose());
        Certificates.ForEach(certificate => certificate.Dispose());
    }
}
