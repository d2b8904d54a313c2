using System.Globalization;
using Chancery.Directories;
using Chancery.Domain;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.RecipientCertificates;

/// <summary>
/// The certificates people are written to, as the store has them: those imported for encryption, whose keys go to all of a person's devices. A certificate
/// issued for one device is not among them: its key is on that device alone, and mail encrypted to it stays unread on every other.
/// </summary>
internal sealed class StoredRecipients(ChanceryStore store, TimeProvider time)
{
    /// <summary>The most certificates handed out for one address.</summary>
    internal const int Most = 8;

    private static readonly IdnMapping Idn = new();

    /// <summary>The store as a directory.</summary>
    internal IRecipientDirectory Directory => new StoreDirectory("chancery", FindAsync, new RecipientRules { Time = time });

    private async Task<IReadOnlyList<byte[]>> FindAsync(MailAddress address, CancellationToken cancellation)
    {
        await using var db = store.CreateDbContext();
        return await Current(db, Spellings(address), time.GetUtcNow()).ToListAsync(cancellation);
    }

    /// <summary>One read: the person, by mail address or sign-in name, and the certificates in force, the last begun first.</summary>
    internal static IQueryable<byte[]> Current(ChanceryDbContext db, string[] spellings, DateTimeOffset now) =>
        db.UserPfxCertificates.AsNoTracking()
            .Where(row => db.Users.Where(user => spellings.Contains(user.MailKey) || spellings.Contains(user.UserPrincipalNameKey)).Select(user => user.Id).Contains(row.UserId))
            .Where(row => row.IntendedPurpose == IntendedPurpose.SmimeEncryption && row.CanEncrypt && row.NotBefore <= now && row.NotAfter >= now)
            .OrderByDescending(row => row.NotBefore).ThenByDescending(row => row.NotAfter)
            .Select(row => row.Certificate)
            .Take(Most);

    // An administrator may have written the domain either way.
    private static string[] Spellings(MailAddress address)
    {
        string[] both = [address.Key, UserRow.Key(address.LocalPart + "@" + Idn.GetUnicode(address.Domain))];
        return [.. both.Distinct(StringComparer.Ordinal)];
    }
}
