using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Chancery.Connector.Tests;

/// <summary>RSA keys made once for all tests: number 0 is the honest device's, 1 the attacker's.</summary>
internal static class Keys
{
    private static readonly ConcurrentDictionary<(int, int), Lazy<byte[]>> Made = new();

    internal static RSA Rsa(int number, int bits = 2048)
    {
        var pkcs8 = Made.GetOrAdd((number, bits), static key => new Lazy<byte[]>(() =>
        {
            using var rsa = RSA.Create(key.Item2);
            return rsa.ExportPkcs8PrivateKey();
        })).Value;
        var copy = RSA.Create();
        copy.ImportPkcs8PrivateKey(pkcs8, out _);
        return copy;
    }
}
