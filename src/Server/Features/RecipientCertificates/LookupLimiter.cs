using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Chancery.Server.Features.RecipientCertificates;

/// <summary>How often one place may look addresses up: whoever tries a list of names gives up before it ends.</summary>
internal sealed class LookupLimiter(ServerOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(Place(address), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.RecipientLookupsPerMinute,
            Window = Window,
            QueueLimit = 0,
        }));

    /// <summary>Whether another look-up from there is answered.</summary>
    internal bool Allows(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    // A subscriber has a /64 of IPv6 at least: each of its addresses is the same place.
    private static IPAddress Place(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetwork)
        {
            return plain;
        }

        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
