using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class SignedDataTests
{
    [Fact]
    public void Signers_whoseKeyCannotSign_areRefused()
    {
        var certificate = Given.IssueMail(CertificateKind.MailSigning, Given.Key1);
        using var small = RSA.Create(1024);
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, small));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Given.Key2));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Given.Key1, SignatureScheme.Ecdsa));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Given.Key1, digest: HashAlgorithmName.SHA1));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Given.Key1, digest: HashAlgorithmName.MD5));
    }
}
