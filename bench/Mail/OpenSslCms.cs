using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using static Chancery.Bench.Mail.LibCrypto;

namespace Chancery.Bench.Mail;

/// <summary>
/// CMS by OpenSSL's own library, on a certificate and key it has already read: memory to memory, the DER read or written within each call, as on our side.
/// </summary>
internal sealed class OpenSslCms
{
    private readonly IntPtr _certificate;
    private readonly IntPtr _key;
    private readonly IntPtr _recipients;

    public OpenSslCms(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        _certificate = Read(certificate.RawData, (ref IntPtr der, nint length) => d2i_X509(0, ref der, length));
        _key = Read(key.ExportPkcs8PrivateKey(), (ref IntPtr der, nint length) => d2i_AutoPrivateKey(0, ref der, length));
        _recipients = OPENSSL_sk_new_null();
        Check(OPENSSL_sk_push(_recipients, _certificate) > 0);
    }

    private delegate IntPtr Reader(ref IntPtr der, nint length);

    public static string Version => Marshal.PtrToStringUTF8(OpenSSL_version(0)) ?? "unknown";

    public byte[] Sign(byte[] content) => Using(content, data => Encode(CMS_sign(_certificate, _key, 0, data, Binary)));

    public static byte[] Verify(byte[] cms) =>
        Output(cms, (message, output) => CMS_verify(message, 0, 0, 0, output, Binary | NoSignerCertificateVerify));

    public byte[] Decrypt(byte[] cms) => Output(cms, (message, output) => CMS_decrypt(message, _key, _certificate, 0, output, Binary));

    public byte[] EncryptCbc(byte[] content) => Using(content, data => Encode(CMS_encrypt(_recipients, data, EVP_aes_256_cbc(), Binary)));

    /// <summary>AES-256-GCM under RSA-OAEP with SHA-256.</summary>
    public byte[] EncryptGcmOaep(byte[] content) => Encrypt(content, context =>
        EVP_PKEY_CTX_set_rsa_padding(context, Oaep) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0
        && EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0);

    /// <summary>AES-256-GCM under ECDH with the X9.63 KDF on SHA-256.</summary>
    public byte[] EncryptGcmEcdh(byte[] content) => Encrypt(content, context => EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0);

    private byte[] Encrypt(byte[] content, Predicate<IntPtr> configure) => Using(content, data =>
    {
        var message = CMS_encrypt(0, data, EVP_aes_256_gcm(), Binary | Partial);
        Check(message != 0);
        var recipient = CMS_add1_recipient_cert(message, _certificate, KeyParameters);
        Check(recipient != 0 && configure(CMS_RecipientInfo_get0_pkey_ctx(recipient)) && CMS_final(message, data, 0, Binary) > 0);
        return Encode(message);
    });

    private static unsafe byte[] Using(byte[] content, Func<IntPtr, byte[]> work)
    {
        fixed (byte* bytes = content)
        {
            var data = BIO_new_mem_buf((IntPtr)bytes, content.Length);
            try
            {
                return work(data);
            }
            finally
            {
                _ = BIO_free(data);
            }
        }
    }

    private static byte[] Encode(IntPtr message)
    {
        Check(message != 0);
        IntPtr der = 0;
        var length = i2d_CMS_ContentInfo(message, ref der);
        Check(length > 0);
        var bytes = new byte[length];
        Marshal.Copy(der, bytes, 0, length);
        CRYPTO_free(der, 0, 0);
        CMS_ContentInfo_free(message);
        return bytes;
    }

    private static byte[] Output(byte[] cms, Func<IntPtr, IntPtr, int> work)
    {
        // BIO_CTRL_INFO (openssl/bio.h): where a memory BIO's bytes are.
        const int info = 3;
        var message = Read(cms, (ref IntPtr der, nint length) => d2i_CMS_ContentInfo(0, ref der, length));
        var output = BIO_new(BIO_s_mem());
        Check(work(message, output) > 0);
        var content = new byte[BIO_ctrl(output, info, 0, out var bytes)];
        Marshal.Copy(bytes, content, 0, content.Length);
        _ = BIO_free(output);
        CMS_ContentInfo_free(message);
        return content;
    }

    private static unsafe IntPtr Read(byte[] der, Reader reader)
    {
        fixed (byte* bytes = der)
        {
            var at = (IntPtr)bytes;
            var read = reader(ref at, der.Length);
            Check(read != 0);
            return read;
        }
    }

    private static void Check(bool isWell)
    {
        if (!isWell)
        {
            var text = new byte[256];
            ERR_error_string_n(ERR_get_error(), ref text[0], (nuint)text.Length);
            throw new CryptographicException($"OpenSSL: {Encoding.ASCII.GetString(text).TrimEnd('\0')}");
        }
    }
}
