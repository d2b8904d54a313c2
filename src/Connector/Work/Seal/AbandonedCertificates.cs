using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Vault;

namespace Chancery.Connector.Work.Seal;

/// <summary>
/// Certificates that a try at an item and revision had issued, or was about to, before a crash or a failure lost their keys: no device has
/// them, so they are revoked.
/// </summary>
internal sealed class AbandonedCertificates(ConnectorCore core)
{
    internal async Task RevokeAsync(SealProfileWork work, IEnumerable<DeliveredIdentity> delivered)
    {
        var kept = delivered.Where(identity => identity.MadeNow)
            .Select(identity => identity.Certificate.SerialNumber).ToHashSet(StringComparer.Ordinal);
        foreach (var row in await core.Ledger.OfEnrollmentAsync(work.EnrollmentId, CancellationToken.None))
        {
            if (row.ItemId == work.ItemId && row.Revision == work.Revision && !kept.Contains(row.SerialNumber))
            {
                await core.MailAuthority.RevokeAsync(row.SerialNumber, X509RevocationReason.Superseded, CancellationToken.None);
                core.Publish.Set();
            }
        }
    }
}
