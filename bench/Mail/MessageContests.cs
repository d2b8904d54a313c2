using Chancery.Mail;

namespace Chancery.Bench.Mail;

/// <summary>Whole messages with a text of 50 kB, by us and by MimeKit with BouncyCastle: from the text to the bytes that are sent, and back.</summary>
internal static class MessageContests
{
    private const double Private = 8;

    public static IEnumerable<Contest> All(string text)
    {
        var person = Person.WithRsa();
        var theirs = new MimeKitMail(person);
        var draft = new MailDraft(person.Address, [person.Address], "Measured", text, TimeProvider.System.GetUtcNow());
        var signer = new MailSigner(person.Certificate, person.Key, [], null);
        MailKey[] keys = [new MailKey(person.Certificate, person.Key)];
        // MimeKit knows nothing of protected headers and would show the repeated subject as text.
        var settings = new ProtectionSettings { Recipients = [new MailRecipient(person.Certificate)], Headers = HeaderProtection.Protected };
        var (signed, encrypted) = (SecureMail.Sign(draft, signer).Value, SecureMail.Protect(draft, settings).Value.Message);

        yield return New("message sign", () => SecureMail.Sign(draft, signer).Value, () => theirs.Sign(text), Private);
        yield return New("message verify", () => Open(signed, []), () => theirs.Verify(signed), null);
        yield return New("message encrypt", () => SecureMail.Encrypt(draft, [person.Certificate]).Value, () => theirs.Encrypt(text), null);
        yield return New("message decrypt", () => Open(encrypted, keys), () => theirs.Decrypt(encrypted), Private);
        yield return New("message sign and encrypt", () => SecureMail.SignAndEncrypt(draft, signer, [person.Certificate]).Value, () => theirs.SignAndEncrypt(text), null);
    }

    private static string Open(byte[] eml, MailKey[] keys)
    {
        var mail = SecureMail.Open(eml, keys).Value;
        return mail.WasEncrypted || mail.Signature.State == SignatureState.Valid ? mail.Text : throw new InvalidOperationException($"The signature is {mail.Signature.State}.");
    }

    private static Contest New(string operation, Func<object> ours, Func<object> theirs, double? goal)
    {
        // Both say the same: the text where a message is read, bytes of much the same number where one is written.
        var (one, other) = (ours(), theirs());
        if (one is string mine && other is string their && mine.ReplaceLineEndings() != their.ReplaceLineEndings())
        {
            throw new InvalidOperationException($"{operation}: two different texts.");
        }

        return new($"{operation}, RSA-2048", () => ours(), () => theirs(), goal);
    }
}
