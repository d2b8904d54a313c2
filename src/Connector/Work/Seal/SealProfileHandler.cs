using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Connector.Bindings;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Chancery.Pki;
using Chancery.Vault;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Work.Seal;

/// <summary>
/// Seals a profile with its identities to one device, if the device's key is bound to the addresses in question. Made once for each
/// device key, item and revision; asked again, the same bytes are given, as long as the binding lives.
/// </summary>
internal sealed class SealProfileHandler(ConnectorCore core)
{
    internal async Task<WorkOutcome> HandleAsync(SealProfileWork work, CancellationToken cancellationToken)
    {
        var device = CertificateReader.Read(work.DeviceIdentity);
        if (!device.IsOk || !IsUsable(device.Value))
        {
            return Refusal.Of("deviceIdentityUnusable", "deviceIdentity");
        }

        var keyHash = CertificateReader.PublicKeyHash(device.Value);
        using var held = await core.EnrollmentLocks.EnterAsync(work.EnrollmentId.ToString(), cancellationToken);
        var binding = await core.Bindings.FindAsync(work.EnrollmentId, keyHash, cancellationToken);
        if (!binding.IsOk)
        {
            return Refusal.Of(binding.Error);
        }

        if (await FindAsync(work, keyHash, cancellationToken) is { } made)
        {
            return made;
        }

        var slots = new SealRequest(core, binding.Value, work).ReadSlots(await core.Ledger.OfEnrollmentAsync(work.EnrollmentId, cancellationToken));
        if (!slots.IsOk)
        {
            return Refusal.Of(slots.Error);
        }

        var delivered = await core.Vault.DeliverAsync(work.Profile, device.Value, slots.Value, cancellationToken);
        if (!delivered.IsOk)
        {
            await new AbandonedCertificates(core).RevokeAsync(work, []);
            return Refusal.Of(delivered.Error);
        }

        return await ReleaseAsync(work, keyHash, binding.Value, delivered.Value);
    }

    private async Task<ProfileSealed?> FindAsync(SealProfileWork work, string keyHash, CancellationToken cancellationToken)
    {
        await using var db = core.Store.Begin();
        var row = await db.Sealed.FirstOrDefaultAsync(
            row => row.KeyHash == keyHash && row.ItemId == work.ItemId && row.Revision == work.Revision, cancellationToken);
        return row is null
            ? null
            : new ProfileSealed(row.Profile, JsonSerializer.Deserialize<SealedIdentity[]>(row.Identities, ConnectorJson.Options)!);
    }

    // The log first (design.md, "What must never break", 6): a crash after it leaves a line too many, never a release without one.
    private async Task<WorkOutcome> ReleaseAsync(SealProfileWork work, string keyHash, Binding binding, DeliveredProfile delivered)
    {
        await core.Log.AppendAsync(
            LogKind.Release, work.EnrollmentId, keyHash, binding.Addresses,
            (work.ItemId, work.Revision, [.. delivered.Identities.Select(identity => CertificateReader.Thumbprint(identity.Certificate))]));
        SealedIdentity[] identities =
        [
            .. delivered.Identities.Select(identity => new SealedIdentity(identity.Slot, identity.Certificate.RawData, identity.MadeNow)),
        ];
        await using var db = core.Store.Begin();
        db.Sealed.Add(new SealedRow
        {
            KeyHash = keyHash,
            ItemId = work.ItemId,
            Revision = work.Revision,
            EnrollmentId = work.EnrollmentId,
            Profile = delivered.Profile,
            Identities = JsonSerializer.Serialize(identities, ConnectorJson.Options),
            SealedTicks = core.Time.GetUtcNow().UtcTicks,
        });
        await db.SaveChangesAsync(CancellationToken.None);
        await new AbandonedCertificates(core).RevokeAsync(work, delivered.Identities);
        return new ProfileSealed(delivered.Profile, identities);
    }

    private static bool IsUsable(X509Certificate2 device)
    {
        using var rsa = device.GetRSAPublicKey();
        return rsa is { KeySize: >= 2048 and <= 4096 };
    }
}
