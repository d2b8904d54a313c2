using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail;

/// <summary>A key that opens mail: one identity of the person, the current one or one of the past.</summary>
/// <param name="Certificate">The certificate that mail is encrypted to.</param>
/// <param name="Key">Its private key (RSA, or on a curve).</param>
public sealed record MailKey(X509Certificate2 Certificate, AsymmetricAlgorithm Key);

/// <summary>Who signs, and what a signed mail tells its readers about its author. What is made ready for signing is kept with the object: keep it between
/// messages.</summary>
/// <param name="Certificate">The signing certificate.</param>
/// <param name="Key">Its private key (RSA, ECDSA or Ed25519).</param>
/// <param name="Chain">Intermediate certificates to send along, without the root.</param>
/// <param name="EncryptionCertificate">The certificate readers should encrypt their answers to (RFC 8551 §2.5.3); it is sent along. Null:
/// none is named.</param>
public sealed record MailSigner(
    X509Certificate2 Certificate, AsymmetricAlgorithm Key, ImmutableArray<X509Certificate2> Chain, X509Certificate2? EncryptionCertificate);

/// <summary>The two forms of signed mail (RFC 8551 §3.5).</summary>
public enum SignatureForm
{
    /// <summary><c>multipart/signed</c>: readable without S/MIME.</summary>
    Detached,

    /// <summary><c>application/pkcs7-mime; smime-type=signed-data</c>: survives gateways that rewrite text.</summary>
    Opaque,
}
