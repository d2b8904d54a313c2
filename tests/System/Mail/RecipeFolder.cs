using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.System.Tests;

/// <summary>The folder the recipes of docs/mail.md are tried in: a small PKI, and mail of several origins, as an administrator would find it.</summary>
public sealed class RecipeFolder : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly RSA _rootKey = RSA.Create(2048);
    private readonly RSA _issuingKey = RSA.Create(2048);
    private readonly HttpListener _lists = new();
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuing;
    private int _serial = 0x40;

    public RecipeFolder()
    {
        ListUrl = Listen();
        _root = Authority("CN=Example Root", _rootKey, null);
        _issuing = Authority("CN=Example Mail CA", _issuingKey, (_root, _rootKey));
        WritePem("root.pem", _root);
        WritePem("intermediates.pem", _issuing);
        var alice = Person("alice", "alice@example.org", (Now.AddDays(-30), Now.AddYears(2)));
        var bob = Person("bob", "bob@example.org", (Now.AddDays(-30), Now.AddYears(2)));
        var mallory = Person("mallory", "mallory@example.org", (Now.AddDays(-30), Now.AddYears(2)));
        var former = Person("alice-2009", "alice@example.org", (Now.AddYears(-17), Now.AddYears(-15)));
        var in2024 = Person("alice-2024", "alice@example.org", (At(2023), At(2025)));
        WriteCrl(mallory);
        WriteKeys(alice, former);
        WriteMail(alice, bob, mallory, in2024);
        File.WriteAllText(this["alice.password"], "secret\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("chancery-recipes-").FullName;

    /// <summary>Where the certificates say the authority's revocation list is: a server of this machine.</summary>
    public string ListUrl { get; }

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose()
    {
        _lists.Close();
        _rootKey.Dispose();
        _issuingKey.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void WriteKeys(Identity alice, Identity former)
    {
        Directory.CreateDirectory(this["keys-of-alice"]);
        Directory.CreateDirectory(this["certificates"]);
        File.WriteAllBytes(this["alice.p12"], P12(alice));
        File.WriteAllBytes(this["keys-of-alice/now.p12"], P12(alice));
        File.WriteAllBytes(this["keys-of-alice/2009.p12"], P12(former));
        File.Copy(this["bob.pem"], this["certificates/bob.pem"]);
        File.WriteAllBytes(this["mallory.p12"], P12(Of("mallory")));
    }

    private void WriteMail(Identity alice, Identity bob, Identity mallory, Identity in2024)
    {
        File.WriteAllText(this["note.txt"], "Dear Bob,\n\nthe contract is attached.\n");
        File.WriteAllText(this["report.txt"], "A report.\n");
        File.WriteAllText(this["contract.pdf"], "%PDF-1.4 not much of one\n");
        var draft = new MailDraft("Alice <alice@example.org>", ["bob@example.org"], "The contract", "Dear Bob,\nsee below.\n", Now);
        File.WriteAllBytes(this["draft.eml"], SecureMail.Plain(draft).Value);
        var letter = SecureMail.Sign(draft, Signer(alice)).Value;
        File.WriteAllBytes(this["letter.eml"], letter);
        File.WriteAllBytes(this["forged.eml"], SecureMail.Sign(draft, Signer(mallory)).Value);
        File.WriteAllBytes(this["altered.eml"], Altered(letter));
        File.WriteAllBytes(this["footer.eml"], WithFooter(letter));
        var contract = draft with { Date = At(2024).AddMonths(1) };
        File.WriteAllBytes(this["contract.eml"], SecureMail.Sign(contract, Signer(in2024)).Value);
        OpenSsl("cms", "-encrypt", "-aes128", "-in", this["letter.eml"], "-from", "alice@example.org", "-to", "bob@example.org", "-subject", "Re",
            "-out", this["secret.eml"], this["alice.pem"]);
        OpenSsl("cms", "-encrypt", "-des3", "-in", this["draft.eml"], "-from", "bob@example.org", "-to", "alice@example.org", "-subject", "Old",
            "-out", this["from-2009.eml"], this["alice-2009.pem"]);
        OpenSsl("cms", "-encrypt", "-aes-256-gcm", "-binary", "-in", this["contract.pdf"], "-outform", "DER", "-out", this["backup.p7m"], this["alice.pem"]);
        OpenSsl("cms", "-sign", "-binary", "-in", this["contract.pdf"], "-signer", this["alice.pem"], "-inkey", this["alice.key"], "-certfile",
            this["intermediates.pem"], "-outform", "DER", "-out", this["contract.pdf.p7s"]);
    }

    // One letter of the text, as a hand on the way would change it.
    private static byte[] Altered(byte[] letter) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(letter).Replace("see below", "see above", StringComparison.Ordinal));

    // As a mailing list does: the signed message becomes the first part of another.
    private static byte[] WithFooter(byte[] letter)
    {
        var text = Encoding.Latin1.GetString(letter);
        var at = text.IndexOf("Content-Type: multipart/signed", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(
            "List-Id: <staff.example.org>\r\n" + text[..at] + "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n" + text[at..]
            + "\r\n--list\r\nContent-Type: text/plain\r\n\r\nTo leave the list, write to its owner.\r\n--list--\r\n");
    }

    private X509Certificate2 Authority(string name, RSA key, (X509Certificate2 Certificate, RSA Key)? issuer)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return issuer is { } by
            ? request.Create(by.Certificate.SubjectName, X509SignatureGenerator.CreateForRSA(by.Key, RSASignaturePadding.Pkcs1), Now.AddYears(-20), Now.AddYears(10), [0x41])
            : request.CreateSelfSigned(Now.AddYears(-20), Now.AddYears(10));
    }

    private Identity Person(string name, string address, (DateTimeOffset From, DateTimeOffset Until) validity)
    {
        var key = RSA.Create(2048);
        var request = Request($"CN={name}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], false));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([ListUrl]));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.Create(
            _issuing.SubjectName, X509SignatureGenerator.CreateForRSA(_issuingKey, RSASignaturePadding.Pkcs1), validity.From, validity.Until, [(byte)++_serial, 1]);
        WritePem($"{name}.pem", certificate);
        File.WriteAllText(this[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
        return new Identity(certificate, key);
    }

    private void WriteCrl(Identity revoked)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(revoked.Certificate, Now.AddDays(-1), X509RevocationReason.KeyCompromise);
        using var signing = _issuing.CopyWithPrivateKey(_issuingKey);
        File.WriteAllBytes(this["authority.crl"], list.Build(signing, 1, Now.AddDays(30), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, Now.AddDays(-1)));
    }

    private string Listen()
    {
        for (var port = 20_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            try
            {
                _lists.Prefixes.Clear();
                _lists.Prefixes.Add($"http://127.0.0.1:{port}/");
                _lists.Start();
                _ = AnswerAsync();
                return $"http://127.0.0.1:{port}/authority.crl";
            }
            catch (HttpListenerException)
            {
                // Somebody else's port: the next one.
            }
        }
    }

    private async Task AnswerAsync()
    {
        while (_lists.IsListening)
        {
            try
            {
                var context = await _lists.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(this["authority.crl"]));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static CertificateRequest Request(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private Identity Of(string name) => new(
        X509CertificateLoader.LoadCertificateFromFile(this[$"{name}.pem"]), ImportKey(File.ReadAllText(this[$"{name}.key"])));

    private static RSA ImportKey(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private MailSigner Signer(Identity identity) => new(identity.Certificate, identity.Key, [_issuing], null);

    private byte[] P12(Identity identity) => Pkcs12.Write(identity.Certificate, identity.Key, [_issuing], "secret", "mail", Pkcs12Encryption.Modern);

    private void WritePem(string name, X509Certificate2 certificate) => File.WriteAllText(this[name], certificate.ExportCertificatePem() + "\n");

    private static DateTimeOffset At(int year) => new(year, 1, 30, 0, 0, 0, TimeSpan.Zero);

    private static void OpenSsl(params string[] arguments)
    {
        var run = Tool.OpenSsl(arguments);
        Assert.True(run.Exit == 0, run.Error);
    }

    private sealed record Identity(X509Certificate2 Certificate, RSA Key);
}
