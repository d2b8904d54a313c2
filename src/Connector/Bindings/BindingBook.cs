using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Bindings;

/// <summary>Reads and writes bindings. Every read verifies the connector's signature and that the enrolment has not ended.</summary>
internal sealed class BindingBook(ConnectorStore store, ECDsa bindingKey, ReleaseLog log, TrustChecks checks)
{
    /// <returns>The live binding of a key under an enrolment; <c>deviceNotBound</c>, <c>bindingEnded</c> or <c>bindingAltered</c>.</returns>
    internal async Task<Result<Binding>> FindAsync(Guid enrollmentId, string keyHash, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        var rows = await db.Bindings.Where(row => row.EnrollmentId == enrollmentId).ToListAsync(cancellationToken);
        var row = rows.Find(candidate => candidate.KeyHash == keyHash);
        if (checks.Refuse(TrustCheck.DeviceKeyBound, row is not null))
        {
            return new Error("deviceNotBound", "deviceIdentity");
        }

        row ??= rows.FirstOrDefault();
        return row is null ? new Error("deviceNotBound", "enrollmentId") : await VerifyAsync(db, row, cancellationToken);
    }

    /// <returns>The enrolment's live bindings, oldest first.</returns>
    internal async Task<Result<ImmutableArray<Binding>>> OfEnrollmentAsync(Guid enrollmentId, CancellationToken cancellationToken)
    {
        await using var db = store.Begin();
        var bindings = ImmutableArray.CreateBuilder<Binding>();
        var rows = await db.Bindings.Where(row => row.EnrollmentId == enrollmentId).OrderBy(row => row.BoundTicks).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var binding = await VerifyAsync(db, row, cancellationToken);
            if (!binding.IsOk)
            {
                return binding.Error;
            }

            bindings.Add(binding.Value);
        }

        return bindings.ToImmutable();
    }

    /// <summary>Whether the enrolment has ended: by the store, or by the log where the store is older than it.</summary>
    internal async Task<bool> HasEndedAsync(ConnectorDbContext db, Guid enrollmentId, CancellationToken cancellationToken) =>
        log.HasEnded(enrollmentId) || await db.Ended.AnyAsync(row => row.EnrollmentId == enrollmentId, cancellationToken);

    /// <summary>A binding as a row, signed; the caller commits it with what belongs to it.</summary>
    internal BindingRow Sign(Binding binding) => new()
    {
        EnrollmentId = binding.EnrollmentId,
        KeyHash = binding.KeyHash,
        Addresses = JsonSerializer.Serialize(binding.Addresses),
        Platform = binding.Platform.ToString(),
        Delivery = binding.Delivery.ToString(),
        BoundTicks = binding.Bound.UtcTicks,
        Signature = bindingKey.SignData(binding.ToBeSigned(), HashAlgorithmName.SHA256),
    };

    private async Task<Result<Binding>> VerifyAsync(ConnectorDbContext db, BindingRow row, CancellationToken cancellationToken)
    {
        var binding = Read(row);
        if (binding is null
            || checks.Refuse(TrustCheck.BindingSigned, bindingKey.VerifyData(binding.ToBeSigned(), row.Signature, HashAlgorithmName.SHA256)))
        {
            return new Error("bindingAltered", "enrollmentId");
        }

        return checks.Refuse(TrustCheck.BindingLive, !await HasEndedAsync(db, row.EnrollmentId, cancellationToken))
            ? new Error("bindingEnded", "enrollmentId")
            : binding;
    }

    private static Binding? Read(BindingRow row)
    {
        try
        {
            return new Binding(
                row.EnrollmentId,
                row.KeyHash,
                JsonSerializer.Deserialize<ImmutableArray<string>>(row.Addresses),
                Enum.Parse<Platform>(row.Platform),
                Enum.Parse<EnrollmentDelivery>(row.Delivery),
                new DateTimeOffset(row.BoundTicks, TimeSpan.Zero));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
