using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Chancery.Pki.Tests;

/// <summary>BouncyCastle's own CMS: the one peer at hand that signs with Ed25519 (RFC 8419). The product never calls it.</summary>
internal static class BouncyCastlePeer
{
    public static byte[] Sign(byte[] content, Signers.Identity identity, bool detached)
    {
        var generator = new CmsSignedDataGenerator();
        var certificate = new X509Certificate(identity.Certificate.RawData);
        generator.AddSigner(PrivateKeyFactory.CreateKey(identity.Key.ExportPkcs8PrivateKey()), certificate, Oids.Ed25519, Oids.Sha512);
        generator.AddCertificate(certificate);
        return generator.Generate(new CmsProcessableByteArray(content), encapsulate: !detached).GetEncoded();
    }

    public static bool Verifies(byte[] cms, byte[] content, bool detached, Signers.Identity identity)
    {
        var message = detached ? new CmsSignedData(new CmsProcessableByteArray(content), cms) : new CmsSignedData(cms);
        var signers = message.GetSignerInfos().GetSigners();
        return signers.Count == 1 && signers.All(signer => signer.Verify(new X509Certificate(identity.Certificate.RawData)));
    }
}
