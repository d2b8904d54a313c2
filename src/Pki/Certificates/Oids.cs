namespace Chancery.Pki;

/// <summary>The object identifiers this room uses, each named as its standard names it.</summary>
internal static class Oids
{
    // RFC 5280
    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string SubjectAltName = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string CrlNumber = "2.5.29.20";
    public const string ReasonCode = "2.5.29.21";
    public const string CrlDistributionPoints = "2.5.29.31";
    public const string CertificatePolicies = "2.5.29.32";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string AuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
    public const string CaIssuers = "1.3.6.1.5.5.7.48.2";
    public const string AnyExtendedKeyUsage = "2.5.29.37.0";
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    public const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    // RFC 5280, of paths and revocation lists
    public const string InvalidityDate = "2.5.29.24";
    public const string DeltaCrlIndicator = "2.5.29.27";
    public const string IssuingDistributionPoint = "2.5.29.28";
    public const string CertificateIssuer = "2.5.29.29";
    public const string NameConstraints = "2.5.29.30";
    public const string AnyPolicy = "2.5.29.32.0";
    public const string PolicyMappings = "2.5.29.33";
    public const string PolicyConstraints = "2.5.29.36";
    public const string FreshestCrl = "2.5.29.46";
    public const string InhibitAnyPolicy = "2.5.29.54";
    public const string ExpiredCertsOnCrl = "2.5.29.60";

    // RFC 6960
    public const string Ocsp = "1.3.6.1.5.5.7.48.1";
    public const string OcspBasic = "1.3.6.1.5.5.7.48.1.1";
    public const string OcspNonce = "1.3.6.1.5.5.7.48.1.2";
    public const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
    public const string OcspArchiveCutoff = "1.3.6.1.5.5.7.48.1.6";
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    // RFC 9598: SmtpUTF8Mailbox
    public const string SmtpUtf8Mailbox = "1.3.6.1.5.5.7.8.9";

    // RFC 2985, RFC 8551
    public const string EmailAddress = "1.2.840.113549.1.9.1";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string CounterSignature = "1.2.840.113549.1.9.6";
    public const string ChallengePassword = "1.2.840.113549.1.9.7";
    public const string SmimeCapabilities = "1.2.840.113549.1.9.15";
    public const string FriendlyName = "1.2.840.113549.1.9.20";

    // Names (X.520)
    public const string CommonName = "2.5.4.3";
    public const string Country = "2.5.4.6";
    public const string Organization = "2.5.4.10";
    public const string GivenName = "2.5.4.42";
    public const string Surname = "2.5.4.4";
    public const string SerialNumber = "2.5.4.5";
    public const string Pseudonym = "2.5.4.65";
    public const string OrganizationIdentifier = "2.5.4.97";

    // Keys and signatures
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaOaep = "1.2.840.113549.1.1.7";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string PSpecified = "1.2.840.113549.1.1.9";
    public const string RsaKem = "1.2.840.113549.1.9.16.3.14";
    public const string RsaSha1 = "1.2.840.113549.1.1.5";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string RsaSha384 = "1.2.840.113549.1.1.12";
    public const string RsaSha512 = "1.2.840.113549.1.1.13";
    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string EcDiffieHellman = "1.3.132.1.12";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string P521 = "1.3.132.0.35";
    public const string Ed25519 = "1.3.101.112";
    public const string Ed448 = "1.3.101.113";
    public const string X25519 = "1.3.101.110";

    // Signatures read and not written: RFC 4055, RFC 4056, RFC 5754, RFC 3279, and FIPS 202 by NIST's registry
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string RsaMd5 = "1.2.840.113549.1.1.4";
    public const string EcdsaSha1 = "1.2.840.10045.4.1";
    public const string Dsa = "1.2.840.10040.4.1";
    public const string DsaSha1 = "1.2.840.10040.4.3";
    public const string DsaSha256 = "2.16.840.1.101.3.4.3.2";

    // Digests
    public const string Md5 = "1.2.840.113549.2.5";
    public const string Sha1 = "1.3.14.3.2.26";
    public const string Sha224 = "2.16.840.1.101.3.4.2.4";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";
    public const string Sha3With256 = "2.16.840.1.101.3.4.2.8";
    public const string Sha3With384 = "2.16.840.1.101.3.4.2.9";
    public const string Sha3With512 = "2.16.840.1.101.3.4.2.10";

    // Ciphers
    public const string DesCbc = "1.3.14.3.2.7";
    public const string TripleDesCbc = "1.2.840.113549.3.7";
    public const string Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    public const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";
    public const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    public const string Aes128Gcm = "2.16.840.1.101.3.4.1.6";
    public const string Aes192Gcm = "2.16.840.1.101.3.4.1.26";
    public const string Aes256Gcm = "2.16.840.1.101.3.4.1.46";

    public const string Rc2Cbc = "1.2.840.113549.3.2";

    // Key agreement (RFC 5753 §7.1.4) and key wrap (RFC 3565, RFC 3370)
    public const string EcdhSha1 = "1.3.133.16.840.63.0.2";
    public const string EcdhSha224 = "1.3.132.1.11.0";
    public const string EcdhSha256 = "1.3.132.1.11.1";
    public const string EcdhSha384 = "1.3.132.1.11.2";
    public const string EcdhSha512 = "1.3.132.1.11.3";
    public const string EcdhCofactorSha1 = "1.3.133.16.840.63.0.3";
    public const string EcdhCofactorSha224 = "1.3.132.1.14.0";
    public const string EcdhCofactorSha256 = "1.3.132.1.14.1";
    public const string EcdhCofactorSha384 = "1.3.132.1.14.2";
    public const string EcdhCofactorSha512 = "1.3.132.1.14.3";
    public const string Aes128Wrap = "2.16.840.1.101.3.4.1.5";
    public const string Aes192Wrap = "2.16.840.1.101.3.4.1.25";
    public const string Aes256Wrap = "2.16.840.1.101.3.4.1.45";
    public const string TripleDesWrap = "1.2.840.113549.1.9.16.3.6";

    // CMS content types (RFC 5652, RFC 5083)
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string EnvelopedData = "1.2.840.113549.1.7.3";
    public const string EncryptedData = "1.2.840.113549.1.7.6";
    public const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";

    // CMS attributes: RFC 2634 §5.4, RFC 5035 §3, RFC 3161 appendix A; RFC 3274; RFC 5940
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string TimestampToken = "1.2.840.113549.1.9.16.2.14";
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    public const string CompressedData = "1.2.840.113549.1.9.16.1.9";
    public const string ZlibCompression = "1.2.840.113549.1.9.16.3.8";
    public const string OcspResponseInfo = "1.3.6.1.5.5.7.16.2";

    // PKCS#12 (RFC 7292) and PKCS#5 (RFC 8018)
    public const string Pbes2 = "1.2.840.113549.1.5.13";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";
    public const string Pbmac1 = "1.2.840.113549.1.5.14";
    public const string HmacSha1 = "1.2.840.113549.2.7";
    public const string HmacSha256 = "1.2.840.113549.2.9";
    public const string HmacSha384 = "1.2.840.113549.2.10";
    public const string HmacSha512 = "1.2.840.113549.2.11";

    // SCEP (RFC 8894 §3.2.1)
    public const string ScepMessageType = "2.16.840.1.113733.1.9.2";
    public const string ScepPkiStatus = "2.16.840.1.113733.1.9.3";
    public const string ScepFailInfo = "2.16.840.1.113733.1.9.4";
    public const string ScepSenderNonce = "2.16.840.1.113733.1.9.5";
    public const string ScepRecipientNonce = "2.16.840.1.113733.1.9.6";
    public const string ScepTransactionId = "2.16.840.1.113733.1.9.7";
    public const string ScepFailInfoText = "1.3.6.1.5.5.7.24.1";
}
