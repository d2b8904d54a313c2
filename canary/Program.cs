using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Mail;

const string address = "alice@example.test";
using var key = RSA.Create(2048);
var request = new CertificateRequest("CN=Alice", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
var names = new SubjectAlternativeNameBuilder();
names.AddEmailAddress(address);
request.CertificateExtensions.Add(names.Build());
var now = TimeProvider.System.GetUtcNow();
using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
var draft = new MailDraft(address, [address], "Canary", "It sings.", now);
var eml = SecureMail.SignAndEncrypt(draft, new MailSigner(certificate, key, [], null), [certificate]).Value;
var opened = SecureMail.Open(eml, [new MailKey(certificate, key)]).Value;
Console.WriteLine($"{opened.Signature.State} {opened.WasEncrypted} {opened.Text}");
return opened.Signature.State == SignatureState.Valid ? 0 : 1;
