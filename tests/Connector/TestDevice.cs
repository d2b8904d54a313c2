using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Connector.Tests;

/// <summary>A device as far as the connector meets one: it reads its profile, speaks SCEP and opens what is sealed to it.</summary>
internal sealed record TestDevice(Guid EnrollmentId, X509Certificate2 Certificate, RSA Key)
{
    private static readonly Guid Profile = new("018f0000-0000-8000-8000-000000000001");

    internal static EnrollmentProfileSpec ReadProfile(byte[] signed)
    {
        var content = SignedData.Verify(signed, null);
        Assert.True(content.IsOk);
        return EnrollmentProfileReader.Read(content.Value.Content).Value;
    }

    internal static async Task<TestDevice> EnrollAsync(TestOffice office, byte[] profile, int key)
    {
        var spec = ReadProfile(profile);
        var (request, rsa) = Request(office, spec, key);
        var answer = await office.DoAsync<ScepAnswered>(new ScepWork(request.Message));
        var certificate = ScepClient.ReadReply(answer.Message, request, office.Core.DeviceAuthority.Certificate);
        return certificate.IsOk
            ? new TestDevice(answer.EnrollmentId!.Value, certificate.Value, rsa)
            : throw new InvalidOperationException($"{certificate.Error} {string.Join('\n', office.Log.Lines)}");
    }

    internal static (ScepClientRequest Request, RSA Key) Request(TestOffice office, EnrollmentProfileSpec spec, int key)
    {
        var rsa = Keys.Rsa(key);
        return (ScepClient.Create(rsa, $"CN={spec.Scep.CommonName}", spec.Scep.Challenge, office.Core.DeviceAuthority.Certificate, null), rsa);
    }

    internal SealProfileWork Seal(params (string Slot, IdentityRequest Identity)[] identities) => Seal("item", "r1", identities);

    internal SealProfileWork Seal(string item, string revision, params (string Slot, IdentityRequest Identity)[] identities) => new(
        EnrollmentId, Certificate.RawData, item, revision,
        new AppleProfileSpec(
            $"chancery.{item}", PayloadUuid.Of(item, revision), "Mail", "Example", UserScope: false,
            [
                .. identities.Select(identity => new AppleIdentityPayloadSpec(
                    identity.Slot, $"chancery.{item}.{identity.Slot}", PayloadUuid.Of(item, identity.Slot), identity.Slot, false, false)),
            ],
            null, []),
        [.. identities.Select(identity => identity.Identity)]);

    internal static (string, IdentityRequest) Imported(string slot, ImportedKey key) =>
        (slot, new ImportedIdentityRequest { Slot = slot, SealedKey = key.SealedKey, Certificate = key.Certificate });

    internal static (string, IdentityRequest) Issued(string slot, string address, string? subject = null, KeyKind kind = KeyKind.EcP256) =>
        (slot, new IssuedIdentityRequest
        {
            Slot = slot,
            ProfileId = Profile,
            Usage = CertificateUsage.Signing,
            KeyKind = kind,
            ValidityDays = 365,
            Subject = subject ?? $"CN=Somebody,E={address}",
            EmailAddresses = [address],
        });

    /// <summary>Whether the device can read a sealed profile.</summary>
    internal bool CanOpen(byte[] profile) => ProfileEncryption.Unwrap(profile, Certificate, Key).IsOk;

    /// <summary>The identities of a sealed profile, by thumbprint: whatever is in it can be used.</summary>
    internal IReadOnlyList<Pkcs12Identity> Open(byte[] profile) =>
    [
        .. ProfileReader.Read(ProfileEncryption.Unwrap(profile, Certificate, Key).Value).Value.Payloads.OfType<IdentityPayload>()
            .SelectMany(payload => Pkcs12.Read(payload.Content.Pkcs12, payload.Content.Password, Pkcs12Limits.Import).Value),
    ];
}
