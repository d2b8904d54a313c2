namespace Chancery.Pki;

/// <summary>The kinds of content cipher met in envelopes.</summary>
internal enum CipherFamily
{
    AesCbc,
    AesGcm,
    TripleDes,
    Des,
    Rc2,
}
