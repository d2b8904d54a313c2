using System.Runtime.InteropServices;

namespace Chancery.Bench.Mail;

/// <summary>The functions of OpenSSL's library that its <c>cms</c> command is made of, called as a C program would. The benchmark's alone: the product has no native code.</summary>
internal static partial class LibCrypto
{
    // Flags of CMS_* (openssl/cms.h).
    public const uint Partial = 0x4000;
    public const uint Binary = 0x80;
    public const uint NoSignerCertificateVerify = 0x20;
    public const uint KeyParameters = 0x40000;

    // RSA_PKCS1_OAEP_PADDING (openssl/rsa.h).
    public const int Oaep = 4;

    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    public static partial IntPtr d2i_X509(IntPtr target, ref IntPtr der, nint length);

    [LibraryImport(Library)]
    public static partial IntPtr d2i_AutoPrivateKey(IntPtr target, ref IntPtr der, nint length);

    [LibraryImport(Library)]
    public static partial IntPtr OPENSSL_sk_new_null();

    [LibraryImport(Library)]
    public static partial int OPENSSL_sk_push(IntPtr stack, IntPtr item);

    [LibraryImport(Library)]
    public static partial IntPtr OPENSSL_sk_value(IntPtr stack, int index);

    [LibraryImport(Library)]
    public static partial IntPtr BIO_s_mem();

    [LibraryImport(Library)]
    public static partial IntPtr BIO_new(IntPtr method);

    [LibraryImport(Library)]
    public static partial IntPtr BIO_new_mem_buf(IntPtr bytes, int length);

    [LibraryImport(Library)]
    public static partial nint BIO_ctrl(IntPtr bio, int command, nint argument, out IntPtr pointer);

    [LibraryImport(Library)]
    public static partial int BIO_free(IntPtr bio);

    [LibraryImport(Library)]
    public static partial IntPtr d2i_CMS_ContentInfo(IntPtr target, ref IntPtr der, nint length);

    [LibraryImport(Library)]
    public static partial int i2d_CMS_ContentInfo(IntPtr cms, ref IntPtr der);

    [LibraryImport(Library)]
    public static partial void CMS_ContentInfo_free(IntPtr cms);

    [LibraryImport(Library)]
    public static partial IntPtr CMS_sign(IntPtr certificate, IntPtr key, IntPtr others, IntPtr data, uint flags);

    [LibraryImport(Library)]
    public static partial int CMS_verify(IntPtr cms, IntPtr certificates, IntPtr store, IntPtr detached, IntPtr output, uint flags);

    [LibraryImport(Library)]
    public static partial IntPtr CMS_encrypt(IntPtr certificates, IntPtr data, IntPtr cipher, uint flags);

    [LibraryImport(Library)]
    public static partial IntPtr CMS_add1_recipient_cert(IntPtr cms, IntPtr certificate, uint flags);

    [LibraryImport(Library)]
    public static partial IntPtr CMS_RecipientInfo_get0_pkey_ctx(IntPtr recipient);

    [LibraryImport(Library)]
    public static partial int CMS_final(IntPtr cms, IntPtr data, IntPtr detached, uint flags);

    [LibraryImport(Library)]
    public static partial int CMS_decrypt(IntPtr cms, IntPtr key, IntPtr certificate, IntPtr detached, IntPtr output, uint flags);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_CTX_set_rsa_padding(IntPtr context, int padding);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_CTX_set_rsa_oaep_md(IntPtr context, IntPtr digest);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_CTX_set_rsa_mgf1_md(IntPtr context, IntPtr digest);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_CTX_set_ecdh_kdf_md(IntPtr context, IntPtr digest);

    [LibraryImport(Library)]
    public static partial IntPtr EVP_sha256();

    [LibraryImport(Library)]
    public static partial IntPtr EVP_aes_256_cbc();

    [LibraryImport(Library)]
    public static partial IntPtr EVP_aes_256_gcm();

    [LibraryImport(Library)]
    public static partial void CRYPTO_free(IntPtr bytes, IntPtr file, int line);

    [LibraryImport(Library)]
    public static partial IntPtr OpenSSL_version(int what);

    [LibraryImport(Library)]
    public static partial nuint ERR_get_error();

    [LibraryImport(Library)]
    public static partial void ERR_error_string_n(nuint error, ref byte buffer, nuint length);
}
