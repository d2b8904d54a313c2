using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>The rules between rooms (design.md, "The rooms"), held against what the compiler wrote.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Domain"] = [],
        ["Pki"] = [],
        ["Mail"] = ["Pki"],
        ["Directories"] = ["Pki"],
        ["Channels"] = ["Pki", "Domain"],
        ["Vault"] = ["Pki", "Channels", "Domain"],
        ["Connector"] = ["Vault", "Pki", "Mail", "Channels", "Domain"],
        ["Storage"] = ["Domain"],
        ["Server"] = ["Domain", "Pki", "Mail", "Directories", "Channels", "Storage"],
        ["Client"] = ["Pki", "Mail", "Domain"],
        ["Simulators"] = ["Channels", "Mail", "Pki", "Domain"],
        ["Cli"] = ["Client", "Server", "Connector", "Simulators", "Mail", "Directories", "Pki", "Domain"],
    };

    public static TheoryData<string> AllRooms => [.. House.Rooms];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Room_references_only_rooms_it_may_use(string room) =>
        Assert.Empty(House.RoomsUsedBy(room).Except(MayUse[room]));

    [Fact]
    public void Domain_references_no_package_at_all() =>
        Assert.All(House.References("Domain"), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void MimeKit_is_known_to_Mail_alone(string room)
    {
        if (room != "Mail")
        {
            Assert.DoesNotContain(House.References(room), name => name is "MimeKit" or "MailKit");
        }
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Pki")]
    [InlineData("Mail")]
    [InlineData("Directories")]
    [InlineData("Channels")]
    [InlineData("Vault")]
    [InlineData("Client")]
    [InlineData("Simulators")]
    public void Libraries_know_neither_HTTP_hosting_nor_databases(string room) =>
        Assert.DoesNotContain(House.References(room), name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Npgsql", StringComparison.Ordinal));

    [Fact]
    public void Commands_reach_a_server_only_through_the_public_API()
    {
        string[] hosts = ["/Hosting/", "/Demo/"];
        var strays = House.Sources("src/Cli")
            .Where(file => !hosts.Any(host => file.Contains(host, StringComparison.Ordinal)))
            .Where(file => File.ReadLines(file).Any(line =>
                line.StartsWith("using Chancery.Server", StringComparison.Ordinal) || line.StartsWith("using Chancery.Connector", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(House.Root, file));
        Assert.Empty(strays);
    }
}
