using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// The SMIMECapabilities extension (RFC 4262): without it senders fall back to 3DES (facts/smime.md). AES in CBC mode, strongest first; GCM is
/// not announced, since the mail apps of devices do not open it.
/// </summary>
internal static class SmimeCapabilities
{
    private static readonly string[] Ciphers = [Oids.Aes256Cbc, Oids.Aes192Cbc, Oids.Aes128Cbc];

    public static X509Extension Extension() => new(Oids.SmimeCapabilities, Encode(), critical: false);

    // RFC 8551 §2.5.2: SEQUENCE OF SMIMECapability; the AES identifiers have absent parameters (RFC 3565 §4.1).
    public static byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var cipher in Ciphers)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(cipher);
                }
            }
        }

        return writer.Encode();
    }
}
