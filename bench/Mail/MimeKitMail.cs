using System.Security.Cryptography.X509Certificates;
using MimeKit;
using MimeKit.Cryptography;

namespace Chancery.Bench.Mail;

/// <summary>Whole messages as MimeKit's manual makes and opens them, with the same algorithms as ours: its certificates and keys read once, trust not asked for.</summary>
internal sealed class MimeKitMail : IDisposable
{
    private readonly TemporarySecureMimeContext _context = new();
    private readonly CmsSigner _signer;
    private readonly CmsRecipientCollection _recipients;
    private readonly Person _person;

    public MimeKitMail(Person person)
    {
        _person = person;
        _context.Import(new MemoryStream(person.Certificate.Export(X509ContentType.Pkcs12, "bench")), "bench", default);
        _signer = new CmsSigner(person.Certificate) { DigestAlgorithm = DigestAlgorithm.Sha256 };
        _recipients = [new CmsRecipient(person.Certificate) { EncryptionAlgorithms = [EncryptionAlgorithm.Aes256] }];
    }

    // The assembly's own number stays behind the package's.
    public static string Version =>
        File.ReadLines(Path.ChangeExtension(typeof(MimeKitMail).Assembly.Location, ".deps.json"))
            .Select(line => line.Trim().Split('"')).FirstOrDefault(parts => parts is [_, var name, ..] && name.StartsWith("MimeKit/", StringComparison.Ordinal))?[1].Split('/')[1]
        ?? "unknown";

    public void Dispose() => _context.Dispose();

    public byte[] Sign(string text) => Write(MultipartSigned.Create(_context, _signer, Body(text)));

    public byte[] Encrypt(string text) => Write(ApplicationPkcs7Mime.Encrypt(_context, _recipients, Body(text)));

    public byte[] SignAndEncrypt(string text) =>
        Write(ApplicationPkcs7Mime.Encrypt(_context, _recipients, MultipartSigned.Create(_context, _signer, Body(text))));

    public string Verify(byte[] eml)
    {
        using var message = MimeMessage.Load(new MemoryStream(eml, writable: false));
        var signed = (MultipartSigned)message.Body!;
        foreach (var signature in signed.Verify(_context))
        {
            if (!signature.Verify(verifySignatureOnly: true))
            {
                throw new InvalidOperationException("MimeKit finds the signature invalid.");
            }
        }

        return ((TextPart)signed[0]).Text;
    }

    public string Decrypt(byte[] eml)
    {
        using var message = MimeMessage.Load(new MemoryStream(eml, writable: false));
        using var body = ((ApplicationPkcs7Mime)message.Body!).Decrypt(_context);
        return ((TextPart)body).Text;
    }

    private static TextPart Body(string text) => new("plain") { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private byte[] Write(MimeEntity body)
    {
        using var message = new MimeMessage
        {
            Subject = "Measured",
            Date = TimeProvider.System.GetUtcNow(),
            Body = body,
        };
        message.From.Add(MailboxAddress.Parse(_person.Address));
        message.To.Add(MailboxAddress.Parse(_person.Address));
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }
}
