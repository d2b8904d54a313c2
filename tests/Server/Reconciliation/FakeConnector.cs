using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Chancery.Server.Tests.Reconciliation;

/// <summary>Does the connector's work: seals into a readable profile, issues self-signed certificates.</summary>
internal sealed class FakeConnector
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509Certificate2 Device = new CertificateRequest("CN=device", Key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    private readonly ReconciliationWorld _world;

    public FakeConnector(ReconciliationWorld world) => _world = world;

    public byte[] DeviceIdentity => Device.RawData;

    public string DeviceKeyHash => Convert.ToHexStringLower(SHA256.HashData(Device.PublicKey.ExportSubjectPublicKeyInfo()));

    public List<WorkBody> Done { get; } = [];

    public Func<WorkBody, WorkRefused?> Refuse { get; set; } = _ => null;

    public async Task<int> RunAsync()
    {
        var count = 0;
        while (true)
        {
            IReadOnlyList<WorkRow> leased;
            await using (var db = _world.Open())
            {
                leased = await _world.Queue.LeaseAsync(db, Guid.Empty, 100, TimeSpan.FromMinutes(1));
            }

            foreach (var work in leased)
            {
                await FinishAsync(work);
            }

            count += leased.Count;
            if (leased.Count == 0)
            {
                return count;
            }
        }
    }

    private Task FinishAsync(WorkRow work) => _world.ChangeAsync(async db =>
    {
        var body = JsonSerializer.Deserialize<WorkBody>(work.BodyJson, ConnectorJson.Options)!;
        Done.Add(body);
        if (Refuse(body) is { } refused)
        {
            var failed = await _world.Queue.FailAsync(db, work.Id, work.LeaseToken!, refused.Error, refused.Retryable);
            if (failed.Value.GivenUp)
            {
                await _world.Outcomes.ApplyAsync(db, body, refused with { Retryable = false }, default);
            }

            return;
        }

        var outcome = await DoAsync(db, body);
        Assert.True((await _world.Queue.CompleteAsync(db, work.Id, work.LeaseToken!, "{}")).IsOk);
        await _world.Outcomes.ApplyAsync(db, body, outcome, default);
    });

    private async Task<WorkOutcome> DoAsync(ChanceryDbContext db, WorkBody body) => body switch
    {
        SealProfileWork seal => Seal(seal),
        EndBindingWork { RevokeCertificates: true } end => new BindingEnded(
        [
            .. (await db.IssuedCertificates.AsNoTracking()
                .Where(row => db.Devices.Any(device => device.Id == row.DeviceId && device.EnrollmentId == end.EnrollmentId)).ToListAsync())
                .Select(row => new CertificateRevoked(row.SerialNumber, _world.Time.GetUtcNow())),
        ]),
        RevokeCertificateWork revoke => new CertificateRevoked(revoke.SerialNumber, _world.Time.GetUtcNow()),
        _ => throw new InvalidOperationException($"{body} was not expected"),
    };

    private ProfileSealed Seal(SealProfileWork work)
    {
        var carried = work.Identities.Select(request => request is ImportedIdentityRequest imported
            ? new SealedIdentity(request.Slot, Wrapped(imported.Certificate), Issued: false)
            : new SealedIdentity(request.Slot, Issue((IssuedIdentityRequest)request), Issued: true)).ToList();
        var profile = TrustedProfile.Write(new TrustedProfileSpec(
            work.Profile.PayloadIdentifier, work.Profile.PayloadUuid, "sealed", "Example", work.Profile.UserScope,
            [.. carried.Select(identity => new Channels.Apple.Profiles.TrustedCertificate(identity.Certificate, Root: false))]));
        return new ProfileSealed(profile, carried);
    }

    // The imports of this world are no certificates; what the connector returns must be one.
    private static byte[] Wrapped(byte[] imported) => new CertificateRequest($"CN={Convert.ToHexString(imported)[..16]}", Key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)).RawData;

    private byte[] Issue(IssuedIdentityRequest request)
    {
        var now = _world.Time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=issued", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(request.ValidityDays)).RawData;
    }
}
