using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>
/// Only the vault turns a private key into bytes. Whoever holds keys of its own (a simulated device's keychain, the demo's legacy
/// authority) is listed with its reason; the server and what it uses are not.
/// </summary>
public sealed partial class KeyExportTests
{
    private static readonly string[] Exports =
    [
        "ExportPkcs8PrivateKey", "TryExportPkcs8PrivateKey", "ExportPkcs8PrivateKeyPem", "ExportEncryptedPkcs8PrivateKey",
        "TryExportEncryptedPkcs8PrivateKey", "ExportEncryptedPkcs8PrivateKeyPem", "ExportRSAPrivateKey", "TryExportRSAPrivateKey",
        "ExportRSAPrivateKeyPem", "ExportECPrivateKey", "TryExportECPrivateKey", "ExportECPrivateKeyPem", "ExportPkcs12", "AddShroudedKey",
    ];

    public static TheoryData<string> RoomsThatNeverExport => ["Domain", "Mail", "Channels", "Storage", "Client", "Connector"];

    [Theory]
    [MemberData(nameof(RoomsThatNeverExport))]
    public void Room_never_turns_a_private_key_into_bytes(string room) => Assert.Empty(ExportsCalledBy(room));

    // The server makes a TLS certificate for itself at first start: its own key, nobody's mail.
    [Fact]
    public void Server_writes_down_its_own_TLS_key_and_no_other() =>
        Assert.Equal(
            ["src/Server/Hosting/TlsCertificate.cs"],
            House.Sources("src/Server").Where(file => Exports.Any(File.ReadAllText(file).Contains)).Select(file => Path.GetRelativePath(House.Root, file)));

    // Numbers of a private key, which stay in memory: what the runtime cannot do with a key is done with its numbers. A key signs or agrees, and the
    // runtime has no way from the one use to the other; it has no RSA without padding, which OAEP of two hashes is built on.
    [Fact]
    public void Numbers_of_private_keys_are_taken_out_for_two_reasons() =>
        Assert.Equal(
            ["src/Pki/Cms/Enveloped/DecryptionKey.cs", "src/Pki/Cms/Enveloped/OaepRecovery.cs"],
            House.Sources("src").Where(file => PrivateNumbers().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(House.Root, file)).Order());

    [Fact]
    public void Vault_is_seen_exporting_so_that_this_test_can_fail() => Assert.NotEmpty(ExportsCalledBy("Vault"));

    [GeneratedRegex(@"Export(Explicit)?Parameters\((includePrivateParameters: )?true\)")]
    private static partial Regex PrivateNumbers();

    private static List<string> ExportsCalledBy(string room)
    {
        using var file = new PEReader(File.OpenRead(House.AssemblyPath(room)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences
            .Select(handle => metadata.GetMemberReference(handle))
            .Select(member => metadata.GetString(member.Name))
            .Where(Exports.Contains)];
    }
}
