using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The block ciphers of the runtime, keyed.</summary>
internal static class BlockCiphers
{
    /// <summary>A cipher with its key. Throws where the key is one the cipher must not have.</summary>
    public static SymmetricAlgorithm Create(CipherFamily family, ReadOnlySpan<byte> key)
    {
        // CA5350, CA5351, RS0030: old devices and old mail use 3DES, DES and RC2. They are read, and answered in kind; nothing is begun with them.
#pragma warning disable CA5350, CA5351, RS0030
        SymmetricAlgorithm algorithm = family switch
        {
            CipherFamily.TripleDes => TripleDES.Create(),
            CipherFamily.Des => DES.Create(),
            CipherFamily.Rc2 => RC2.Create(),
            _ => Aes.Create(),
        };
#pragma warning restore CA5350, CA5351, RS0030
        algorithm.SetKey(key);
        return algorithm;
    }
}
