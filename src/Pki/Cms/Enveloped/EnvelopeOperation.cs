namespace Chancery.Pki;

/// <summary>The cryptographic operations of opening an envelope.</summary>
internal enum EnvelopeOperation
{
    SubstituteKey,
    RsaDecrypt,
    Agree,
    DeriveKey,
    UnwrapKey,
    DecryptContent,
    CheckPadding,
}
