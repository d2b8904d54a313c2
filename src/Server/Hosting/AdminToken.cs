using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Server.Hosting;

/// <summary>The administrator's bearer token: 256 random bits, shown once in a file, known to the database by its hash alone.</summary>
internal static class AdminToken
{
    /// <summary>The setting that holds the hash.</summary>
    internal const string Setting = "adminTokenHash";

    /// <summary>The file of the data folder that holds the token.</summary>
    internal const string FileName = "admin-token";

    /// <summary>A new secret, URL-safe.</summary>
    internal static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash kept of a token or of a one-time code. Plain SHA-256 is enough: the secrets are random, not chosen by people.</summary>
    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret has this hash, in constant time.</summary>
    internal static bool Matches(string secret, string? hash) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
