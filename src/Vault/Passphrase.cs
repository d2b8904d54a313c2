using System.Security.Cryptography;
using System.Text;
using Chancery.Domain;

namespace Chancery.Vault;

/// <summary>The passphrase of the vault's key file, from a file or from a systemd credential; never from a flag or a variable.</summary>
public sealed class Passphrase : IDisposable
{
    /// <summary>The name of the systemd credential (<c>LoadCredential=</c>) that is looked for.</summary>
    public const string CredentialName = "chancery-vault-passphrase";

    private readonly byte[] _utf8;

    private Passphrase(byte[] utf8) => _utf8 = utf8;

    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Reads the passphrase that is configured, if one is.</summary>
    /// <param name="file">The file named in the settings; null: the systemd credential, where there is one.</param>
    /// <param name="credentialsDirectory">What <c>$CREDENTIALS_DIRECTORY</c> says (systemd.exec(5)), or null.</param>
    /// <returns>The passphrase; null where none is configured; the errors of <see cref="SecretFile.Read"/>; <c>vaultPassphraseEmpty</c>.</returns>
    public static Result<Passphrase?> Read(string? file, string? credentialsDirectory)
    {
        var credential = credentialsDirectory is null ? null : Path.Combine(credentialsDirectory, CredentialName);
        var path = file ?? (File.Exists(credential) ? credential : null);
        if (path is null)
        {
            return Result<Passphrase?>.Ok(null);
        }

        var read = SecretFile.Read(path, limit: 4096);
        if (!read.IsOk)
        {
            return read.Error;
        }

        // An editor's final line break is not part of the passphrase.
        var trimmed = read.Value.AsSpan().TrimEnd("\r\n"u8).ToArray();
        CryptographicOperations.ZeroMemory(read.Value);
        return trimmed.Length == 0 ? new Error("vaultPassphraseEmpty", path) : new Passphrase(trimmed);
    }

    /// <summary>A passphrase from its text (tests, a prompt).</summary>
    /// <param name="text">The passphrase.</param>
    public static Passphrase From(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_utf8);
}
