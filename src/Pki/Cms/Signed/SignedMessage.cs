using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A SignedData as read. Without signers it proves nothing, and is never valid.</summary>
/// <param name="Content">The content signed: what was inside, or the detached content handed in. Empty where it was streamed, and where
/// there is none.</param>
/// <param name="ContentType">The content's type, an object identifier.</param>
/// <param name="Detached">The message itself carries no content.</param>
/// <param name="Signers">Each signer with its verdict, in the order of the message.</param>
/// <param name="Certificates">Every X.509 certificate of the message that can be read; attribute certificates and other kinds are passed over.</param>
/// <param name="Crls">The DER of every certificate revocation list of the message.</param>
/// <param name="OcspResponses">The DER of every OCSP response of the message (RFC 5940).</param>
public sealed record SignedMessage(
    byte[] Content, string ContentType, bool Detached, ImmutableArray<SignerVerdict> Signers, ImmutableArray<X509Certificate2> Certificates,
    ImmutableArray<byte[]> Crls, ImmutableArray<byte[]> OcspResponses)
{
    /// <summary>Whether there is a signer, and every signature holds by means that still prove something. Trust is not looked at.</summary>
    public bool IsIntact
    {
        get
        {
            foreach (var signer in Signers)
            {
                if (signer.State != CmsSignatureState.Valid)
                {
                    return false;
                }
            }

            return !Signers.IsEmpty;
        }
    }
}
