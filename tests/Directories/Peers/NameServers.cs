using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Directories.Tests;

/// <summary>
/// Knot with three zones and Unbound, which validates, on free ports of 127.0.0.1: <c>signed.test</c>, which Unbound can verify; <c>plain.test</c>, which is not
/// signed; <c>bogus.test</c>, whose signatures are by another key than the one Unbound trusts.
/// </summary>
public sealed class NameServers : IAsyncLifetime
{
    private static readonly string[] Zones = ["signed.test", "plain.test", "bogus.test"];

    /// <summary>A certificate that is in the DNS whole: of alice, in each zone.</summary>
    internal static readonly IReadOnlyDictionary<string, X509Certificate2> Alice = Zones.ToDictionary(zone => zone, zone => TestPerson.Certificate("alice@" + zone));

    /// <summary>One that is there as a hash.</summary>
    internal static readonly X509Certificate2 Bob = TestPerson.Certificate("bob@signed.test");

    private readonly TestFolder _folder = new();
    private readonly int _knotPort = Peer.FreePort();
    private readonly int _unboundPort = Peer.FreePort();
    private readonly int _blindPort = Peer.FreePort();
    private readonly List<Peer> _servers = [];

    /// <summary>Knot: answers with authority, and validates nothing.</summary>
    public IPEndPoint Knot => new(IPAddress.Loopback, _knotPort);

    /// <summary>Unbound: validates.</summary>
    public IPEndPoint Unbound => new(IPAddress.Loopback, _unboundPort);

    /// <summary>Unbound without a trust anchor: validates nothing.</summary>
    public IPEndPoint Blind => new(IPAddress.Loopback, _blindPort);

    public async ValueTask InitializeAsync()
    {
        foreach (var zone in Zones)
        {
            await File.WriteAllTextAsync(_folder[zone + ".zone"], ZoneFile(zone));
        }

        foreach (var folder in new[] { "run", "db", "unbound", "blind" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        await File.WriteAllTextAsync(_folder["knot.conf"], KnotConfiguration());
        var signed = await KeyOfAsync("signed.test");
        await KeyOfAsync("bogus.test");
        string[] anchors = [signed, signed.Replace("signed.test", "bogus.test", StringComparison.Ordinal)];
        _servers.Add(await Peer.StartAsync("knotd", "knot", ["-c", _folder["knot.conf"]], _ => Peer.ListensAsync(_knotPort)));
        await File.WriteAllTextAsync(_folder["unbound.conf"], UnboundConfiguration("unbound", _unboundPort, anchors));
        await File.WriteAllTextAsync(_folder["blind.conf"], UnboundConfiguration("blind", _blindPort, []));
        _servers.Add(await Peer.StartAsync("unbound", "unbound", ["-d", "-c", _folder["unbound.conf"]], _ => Peer.ListensAsync(_unboundPort)));
        _servers.Add(await Peer.StartAsync("unbound", "unbound", ["-d", "-c", _folder["blind.conf"]], _ => Peer.ListensAsync(_blindPort)));
    }

    public ValueTask DisposeAsync()
    {
        _servers.ForEach(server => server.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // What Knot signs with, as a DNSKEY record: a trust anchor.
    private async Task<string> KeyOfAsync(string zone)
    {
        await Peer.RunAsync("keymgr", "knot", "-c", _folder["knot.conf"], zone, "generate", "algorithm=ECDSAP256SHA256", "ksk=yes", "zsk=yes");
        return (await Peer.RunAsync("keymgr", "knot", "-c", _folder["knot.conf"], zone, "dnskey")).Trim();
    }

    private static string ZoneFile(string zone)
    {
        var alice = Alice[zone];
        var text = new StringBuilder($"""
            $ORIGIN {zone}.
            $TTL 60
            @ SOA ns.{zone}. admin.{zone}. 1 60 60 60 60
            @ NS ns.{zone}.
            ns A 127.0.0.1

            """);
        void Add(string person, params string[] records) =>
            text.AppendLine(string.Join('\n', records.Select(record => $"{SmimeaDirectory.OwnerName(person, zone)}. {record}")));

        Add("alice", Record(3, 0, 0, alice.RawData));
        Add("bob", Record(3, 0, 1, SHA256.HashData(Bob.RawData)), Record(9, 0, 0, [1, 2, 3]));
        Add("carol", $"CNAME {SmimeaDirectory.OwnerName("caroline", zone)}.");
        Add("caroline", Record(1, 0, 0, TestPerson.Certificate("carol@" + zone).RawData));
        Add("dave", Record(2, 0, 0, alice.RawData));
        Add("eve", Record(3, 0, 0, [0xaa, 0xbb, 0xcc]));
        Add("frank", Record(3, 0, 0, alice.RawData));
        return text.ToString();
    }

    private static string Record(int usage, int selector, int matching, byte[] data) => $"SMIMEA {usage} {selector} {matching} {Convert.ToHexString(data)}";

    private string KnotConfiguration() => $"""
        server:
            rundir: "{_folder["run"]}"
            listen: 127.0.0.1@{_knotPort}
        database:
            storage: "{_folder["db"]}"
        policy:
          - id: ours
            manual: on
            single-type-signing: on
        template:
          - id: default
            storage: "{_folder.Root}"
            file: "%s.zone"
            zonefile-sync: -1
            journal-content: none
        zone:
          - domain: signed.test
            dnssec-signing: on
            dnssec-policy: ours
          - domain: bogus.test
            dnssec-signing: on
            dnssec-policy: ours
          - domain: plain.test

        """;

    private string UnboundConfiguration(string name, int port, string[] anchors) => $"""
        server:
            interface: 127.0.0.1
            port: {port.ToString(CultureInfo.InvariantCulture)}
            do-daemonize: no
            username: ""
            chroot: ""
            directory: "{_folder[name]}"
            pidfile: "{_folder[name + ".pid"]}"
            use-syslog: no
            num-threads: 1
            do-not-query-localhost: no
            module-config: "{(anchors.Length > 0 ? "validator iterator" : "iterator")}"
            local-zone: "test." nodefault
        {string.Concat(anchors.Select(anchor => $"    trust-anchor: \"{anchor}\"\n"))}
        remote-control:
            control-enable: no
        {string.Concat(Zones.Select(zone => $"stub-zone:\n    name: {zone}\n    stub-addr: 127.0.0.1@{_knotPort}\n"))}
        """;
}
