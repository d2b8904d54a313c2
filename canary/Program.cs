using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Canary;
using Chancery.Mail;
using Chancery.Pki;

// The libraries compiled ahead of time: everything that could have needed the runtime's compiler or reflection is done once, and each step says whether it came out right.
using var rsa = RSA.Create(2048);
using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
using var edwards = Ed25519.Create();
var now = TimeProvider.System.GetUtcNow();
using var issuer = new CanaryAuthority(now);
using var rsaCertificate = issuer.Certify(rsa, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);
using var curveCertificate = issuer.Certify(curve, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement);
using var edwardsCertificate = issuer.Certify(edwards, X509KeyUsageFlags.DigitalSignature);
var steps = new List<(string Step, bool IsRight)>();
byte[] content = [.. "It sings."u8];

foreach (var (certificate, key, management) in new (X509Certificate2, AsymmetricAlgorithm, KeyManagement)[]
{
    (rsaCertificate, rsa, KeyManagement.RsaPkcs1), (rsaCertificate, rsa, KeyManagement.RsaOaepSha256), (curveCertificate, curve, KeyManagement.EcdhSha256Aes256),
})
{
    using var recipient = EnvelopeRecipient.Create(certificate, management).Value;
    using var keys = new DecryptionKeys([DecryptionKey.Create(certificate, key).Value]);
    steps.Add(($"{management}, CBC", Opens(EnvelopedData.Encrypt(content, [recipient], ContentCipher.Aes256Cbc), keys)));
    steps.Add(($"{management}, GCM", Opens(AuthEnvelopedData.Encrypt(content, [recipient], ContentCipher.Aes256Gcm), keys)));
}

foreach (var (certificate, key, scheme) in new (X509Certificate2, AsymmetricAlgorithm, SignatureScheme)[]
{
    (rsaCertificate, rsa, SignatureScheme.RsaPkcs1), (rsaCertificate, rsa, SignatureScheme.RsaPss), (curveCertificate, curve, SignatureScheme.Ecdsa),
    (edwardsCertificate, edwards, SignatureScheme.Ed25519),
})
{
    var signer = CmsSignerKey.Create(certificate, key, scheme).Value;
    steps.Add(($"signed, {scheme}", SignedData.Read(SignedData.Sign(content, [signer], new SignOptions { SigningTime = now })) is { IsOk: true, Value.IsIntact: true }));
    var mail = SecureMail.SignAndEncrypt(
        new MailDraft(CanaryAuthority.Address, [CanaryAuthority.Address], "Canary", "It sings.", now), new MailSigner(certificate, key, [], null), [rsaCertificate, curveCertificate]);
    using var keys = new DecryptionKeys([DecryptionKey.Create(curveCertificate, curve).Value]);
    var verdict = MailVerification.Verify(mail.Value, new VerificationSettings { Trust = TrustAnchors.Create([issuer.Certificate]).Value, At = now, Keys = keys });
    steps.Add(($"mail, {scheme}: {verdict.Verdict}", verdict.Verdict == Verdict.Valid));
    steps.Add(($"mail, {scheme}, read", SecureMail.Open(mail.Value, [new MailKey(rsaCertificate, rsa)]) is { IsOk: true, Value: { WasEncrypted: true } read } && read.Text.Trim() == "It sings."));
}

var pfx = Pkcs12.Write(rsaCertificate, rsa, [], "canary", "Alice", Pkcs12Encryption.Modern);
steps.Add(("PKCS #12", Pkcs12.Read(pfx, "canary", Pkcs12Limits.Import) is { IsOk: true, Value: [_] }));

foreach (var (step, isRight) in steps)
{
    Console.WriteLine($"{(isRight ? "ok " : "NO ")} {step}");
}

return steps.TrueForAll(step => step.IsRight) ? 0 : 1;

bool Opens(byte[] cms, DecryptionKeys keys) =>
    CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current) is { IsOk: true, Value: var opened } && opened.Content.AsSpan().SequenceEqual(content);
