using System.Security.Cryptography;
using Chancery.Pki;

namespace Chancery.Bench.Mail;

/// <summary>CMS objects around 50 kB, by us and by OpenSSL's library. Each reads what the other wrote before anything is measured.</summary>
internal static class CmsContests
{
    // The private operation of RSA is the bulk of these, and the same code on both sides.
    private const double Private = 0.9;

    // What is left is hashing, AES and our own work.
    private const double Public = 0.55;

    public static IEnumerable<Contest> All(byte[] content)
    {
        var (rsa, ec) = (Person.WithRsa(), Person.WithP256());
        var (theirs, theirsEc) = (new OpenSslCms(rsa.Certificate, rsa.Key), new OpenSslCms(ec.Certificate, ec.Key));
        foreach (var (name, person, other, goals) in new[] { ("RSA-2048", rsa, theirs, true), ("P-256", ec, theirsEc, false) })
        {
            var signer = CmsSignerKey.Create(person.Certificate, person.Key).Value;
            yield return Write($"CMS sign, {name}", () => Sign(signer, content), () => other.Sign(content), OpenSslCms.Verify, content, goals ? Private : null);
            yield return Read($"CMS verify, {name}", Verify, OpenSslCms.Verify, other.Sign(content), content, goals ? Public : null);
        }

        foreach (var (name, management, cipher, person, other, theirWrite) in new (string, KeyManagement, ContentCipher, Person, OpenSslCms, Func<byte[], byte[]>)[]
        {
            ("AES-256-CBC, RSA PKCS #1", KeyManagement.RsaPkcs1, ContentCipher.Aes256Cbc, rsa, theirs, theirs.EncryptCbc),
            ("AES-256-GCM, RSA-OAEP", KeyManagement.RsaOaepSha256, ContentCipher.Aes256Gcm, rsa, theirs, theirs.EncryptGcmOaep),
            ("AES-256-GCM, ECDH P-256", KeyManagement.EcdhSha256Aes256, ContentCipher.Aes256Gcm, ec, theirsEc, theirsEc.EncryptGcmEcdh),
        })
        {
            // Prepared, as an application keeps them between messages; OpenSSL's side has its certificate and key read already, too.
            var recipient = EnvelopeRecipient.Create(person.Certificate, management).Value;
            var keys = new DecryptionKeys([DecryptionKey.Create(person.Certificate, person.Key).Value]);
            var isRsa = person == rsa;
            yield return Write($"CMS encrypt, {name}", () => Encrypt(recipient, cipher, content), () => theirWrite(content), other.Decrypt, content, isRsa ? Public : null);
            yield return Read($"CMS decrypt, {name}", cms => CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current).Value.Content, other.Decrypt, theirWrite(content), content, isRsa ? Private : null);
        }
    }

    private static byte[] Encrypt(EnvelopeRecipient recipient, ContentCipher cipher, byte[] content) => cipher == ContentCipher.Aes256Gcm
        ? AuthEnvelopedData.Encrypt(content, [recipient], cipher)
        : EnvelopedData.Encrypt(content, [recipient], cipher);

    // With the attributes that OpenSSL writes unasked.
    private static byte[] Sign(CmsSignerKey signer, byte[] content) =>
        SignedData.Sign(content, [signer], new SignOptions { SigningTime = TimeProvider.System.GetUtcNow() });

    private static byte[] Verify(byte[] cms) =>
        SignedData.Read(cms) is { IsOk: true, Value: { IsIntact: true } message } ? message.Content : throw new CryptographicException("A signature does not hold.");

    private static Contest Write(string operation, Func<byte[]> ours, Func<byte[]> theirs, Func<byte[], byte[]> check, byte[] content, double? goal)
    {
        Same(operation, content, check(ours()));
        return new(operation, () => ours(), () => theirs(), goal);
    }

    private static Contest Read(string operation, Func<byte[], byte[]> ours, Func<byte[], byte[]> theirs, byte[] cms, byte[] content, double? goal)
    {
        Same(operation, content, ours(cms));
        return new(operation, () => ours(cms), () => theirs(cms), goal);
    }

    private static void Same(string operation, byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            throw new CryptographicException($"{operation}: the content was not what was put in.");
        }
    }
}
