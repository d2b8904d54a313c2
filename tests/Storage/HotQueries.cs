using Chancery.Domain;

namespace Chancery.Storage.Tests;

/// <summary>The look-ups of the hot paths, as the server writes them.</summary>
internal static class HotQueries
{
    /// <summary>
    /// A device speaks: who is it, and is there anything to say? By scalar sub-queries: a whole channel by FirstOrDefault becomes a window
    /// function over the channels of every device.
    /// </summary>
    public static IQueryable<object> ByIdentity(ChanceryDbContext context, string thumbprint, string userId) =>
        context.Devices.Where(device => device.IdentityThumbprint == thumbprint).Select(device => new
        {
            device.Id,
            device.Udid,
            HasNews = device.NeedsAttention || device.NeedsPlan,
            ChannelId = device.Channels.Where(channel => channel.UserId == userId).Select(channel => (Guid?)channel.Id).FirstOrDefault(),
            Served = device.Channels.Any(channel => channel.UserId == userId && channel.Bound && channel.Enabled),
        });

    public static IQueryable<object> Marked(ChanceryDbContext context) =>
        context.Devices.Where(device => device.NeedsPlan).OrderBy(device => device.Id).Select(device => new { device.Id }).Take(100);

    /// <summary>A stranger writes to one of ours: which certificates are in force?</summary>
    public static IQueryable<object> OfRecipient(ChanceryDbContext context, string[] spellings, DateTimeOffset now) =>
        context.UserPfxCertificates
            .Where(row => context.Users.Where(user => spellings.Contains(user.MailKey) || spellings.Contains(user.UserPrincipalNameKey)).Select(user => user.Id).Contains(row.UserId))
            .Where(row => row.IntendedPurpose == IntendedPurpose.SmimeEncryption && row.CanEncrypt && row.NotBefore <= now && row.NotAfter >= now)
            .OrderByDescending(row => row.NotBefore).ThenByDescending(row => row.NotAfter).Select(row => new { row.Certificate }).Take(8);

    public static IQueryable<object> Due(ChanceryDbContext context, DateTimeOffset now) =>
        context.Devices.Where(device => device.PlanDueDateTime != null && device.PlanDueDateTime <= now).Select(device => new { device.Id });
}
