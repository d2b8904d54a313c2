using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>
/// Only the vault turns a private key into bytes. Whoever holds keys of its own (a simulated device's keychain, the demo's legacy
/// authority) is listed with its reason; the server and what it uses are not.
/// </summary>
public sealed class KeyExportTests
{
    private static readonly string[] Exports =
    [
        "ExportPkcs8PrivateKey", "TryExportPkcs8PrivateKey", "ExportPkcs8PrivateKeyPem", "ExportEncryptedPkcs8PrivateKey",
        "TryExportEncryptedPkcs8PrivateKey", "ExportEncryptedPkcs8PrivateKeyPem", "ExportRSAPrivateKey", "TryExportRSAPrivateKey",
        "ExportRSAPrivateKeyPem", "ExportECPrivateKey", "TryExportECPrivateKey", "ExportECPrivateKeyPem", "ExportPkcs12", "AddShroudedKey",
    ];

    public static TheoryData<string> RoomsThatNeverExport => ["Domain", "Mail", "Channels", "Storage", "Client", "Server"];

    [Theory]
    [MemberData(nameof(RoomsThatNeverExport))]
    public void Room_never_turns_a_private_key_into_bytes(string room) => Assert.Empty(ExportsCalledBy(room));

    [Fact]
    public void Vault_is_seen_exporting_so_that_this_test_can_fail() => Assert.NotEmpty(ExportsCalledBy("Vault"));

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
