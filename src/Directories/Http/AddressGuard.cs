using System.Net;
using System.Net.Sockets;

namespace Chancery.Directories;

/// <summary>Which addresses are of the Internet at large (the IANA special-purpose registries, RFC 6890).</summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] SpecialPurpose4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Global unicast (RFC 4291 §2.4) without what tunnels to IPv4 addresses of anybody's choice (Teredo, 6to4) or is for documents.
    private static readonly IPNetwork GlobalUnicast6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialPurpose6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];

    // RFC 6052: the last four bytes are an IPv4 address, which a translator dials.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(SpecialPurpose4, network => network.Contains(address));
        }

        return Translated.Contains(address)
            ? IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : GlobalUnicast6.Contains(address) && !Array.Exists(SpecialPurpose6, network => network.Contains(address));
    }
}
