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

        yield return Write("CMS encrypt, AES-256-CBC, RSA PKCS #1", () => EnvelopedData.Encrypt(content, rsa.Certificate), () => theirs.EncryptCbc(content), theirs.Decrypt, content, Public);
        yield return Read("CMS decrypt, AES-256-CBC, RSA PKCS #1", cms => EnvelopedData.Decrypt(cms, rsa.Certificate, rsa.Key).Value, theirs.Decrypt, theirs.EncryptCbc(content), content, Private);
        yield return Write("CMS encrypt, AES-256-GCM, RSA-OAEP", () => AuthEnvelopedData.Encrypt(content, rsa.Certificate), () => theirs.EncryptGcmOaep(content), theirs.Decrypt, content, Public);
        yield return Read("CMS decrypt, AES-256-GCM, RSA-OAEP", cms => AuthEnvelopedData.Decrypt(cms, rsa.Certificate, rsa.Key).Value, theirs.Decrypt, theirs.EncryptGcmOaep(content), content, Private);
    }

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
