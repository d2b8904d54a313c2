namespace Chancery.Pki;

/// <summary>The kinds of key this product makes.</summary>
public enum KeyAlgorithm
{
    /// <summary>RSA, 2048 bits: what every mail app and every device reads.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits.</summary>
    Rsa4096,

    /// <summary>ECDSA on NIST P-256.</summary>
    EcdsaP256,

    /// <summary>ECDSA on NIST P-384.</summary>
    EcdsaP384,
}
