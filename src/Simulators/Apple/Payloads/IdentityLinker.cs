using System.Collections.Immutable;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

/// <summary>
/// Resolves references by PayloadUUID to the identities of the same profile: iOS looks nowhere else, so neither does this.
/// The first reference to nothing is the error.
/// </summary>
internal sealed class IdentityLinker(ImmutableArray<KeychainIdentity> identities, MdmChannel channel)
{
    public DeviceError? Error { get; private set; }

    public MailAccount Link(AccountPayload payload) => payload.Account with
    {
        SigningIdentity = Find(payload.SigningUuid, "SMIMESigningCertificateUUID", payload.Header.Type),
        EncryptionIdentity = Find(payload.EncryptionUuid, "SMIMEEncryptionCertificateUUID", payload.Header.Type),
    };

    public CertificatePreference? Link(PreferencePayload payload) =>
        Find(payload.IdentityUuid, "PayloadCertificateUUID", payload.Header.Type) is { } identity
            ? new CertificatePreference(payload.Address, payload.ForSigning, identity, channel)
            : null;

    public KeychainIdentity? Find(Guid? uuid, string field, string of)
    {
        if (uuid is null)
        {
            return null;
        }

        var found = identities.FirstOrDefault(identity => identity.PayloadUuid == uuid);
        if (found is null)
        {
            Error ??= DeviceErrors.ReferenceNotFound(field, of);
        }

        return found;
    }
}
