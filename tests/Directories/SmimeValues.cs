using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories.Tests;

/// <summary>Values of userSMIMECertificate.</summary>
internal static class SmimeValues
{
    /// <summary>SEQUENCE { SEQUENCE { aes256-GCM } }</summary>
    public static readonly byte[] Capabilities = Convert.FromHexString("300D300B060960864801650304012E");

    /// <summary>Signed by the person, whose one certificate does both.</summary>
    public static byte[] Signed(X509Certificate2 certificate, X509Certificate2? signer = null)
    {
        signer ??= certificate;
        using var key = signer.GetRSAPrivateKey()!;
        return SignedData.Sign("x"u8.ToArray(), signer, key, detached: false, [certificate], [new AsnEncodedData("1.2.840.113549.1.9.15", Capabilities)]);
    }
}
