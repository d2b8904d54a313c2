using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Channels.Connectors;
using Chancery.Connector.Authorities;
using Chancery.Connector.Bindings;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector.Work.Seal;

/// <summary>What the server asks to be sealed, held against what the device is bound to.</summary>
internal sealed class SealRequest(ConnectorCore core, Binding binding, SealProfileWork work)
{
    // A person's whole history in one profile is far below it.
    private const int MostIdentities = 200;

    // One that signs and one that encrypts, for each address of a person.
    private const int MostPreferences = 40;

    // S/MIME BR 6.3.2.
    private const int MostDays = 825;

    internal Result<IReadOnlyList<DeliverySlot>> ReadSlots(IReadOnlyList<IssuanceRow> issued)
    {
        if (work.Profile.Identities.Count > MostIdentities || work.Profile.Preferences.Count > MostPreferences
            || work.ItemId.Length > 200 || work.Revision.Length > 100)
        {
            return new Error("invalidRequest", "identities");
        }

        // An account or preference under another's address would have a person's mail signed, or encrypted, with keys for somebody else.
        var named = work.Profile.Preferences.Select(preference => preference.Name).Append(work.Profile.Account?.EmailAddress).OfType<string>();
        var stranger = named.FirstOrDefault(address => !binding.HasAddress(address));
        if (core.Checks.Refuse(TrustCheck.AccountAddressBound, stranger is null))
        {
            return new Error("accountAddressNotBound", "emailAddress", stranger);
        }

        if (core.Checks.Refuse(TrustCheck.KeyNotExtractable, work.Profile.Identities.All(identity => !identity.KeyIsExtractable)))
        {
            return new Error("keyIsExtractableRefused", "keyIsExtractable");
        }

        var slots = work.Profile.Identities.Select(identity => identity.Slot).Order(StringComparer.Ordinal);
        if (!slots.SequenceEqual(work.Identities.Select(identity => identity.Slot).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return new Error("invalidRequest", "identities", "each slot is filled once");
        }

        return ReadEach(issued);
    }

    private Result<IReadOnlyList<DeliverySlot>> ReadEach(IReadOnlyList<IssuanceRow> issued)
    {
        var slots = ImmutableArray.CreateBuilder<DeliverySlot>();
        foreach (var identity in work.Identities)
        {
            var slot = identity switch
            {
                ImportedIdentityRequest request => Imported(request),
                IssuedIdentityRequest request => Issued(request, issued),
                _ => new Error("invalidRequest", identity.Slot),
            };
            if (!slot.IsOk)
            {
                return slot.Error;
            }

            slots.Add(slot.Value);
        }

        return slots.ToImmutable();
    }

    private Result<DeliverySlot> Imported(ImportedIdentityRequest request)
    {
        var key = SealedKey.Decode(request.SealedKey);
        if (!key.IsOk)
        {
            return key.Error with { Target = request.Slot };
        }

        // The profile of an issued key may say so by choice; no profile of an imported one does, and its key opens years of mail.
        var asks = work.Profile.Identities.All(identity => identity.Slot != request.Slot || !identity.AllowAllAppsAccess);
        if (core.Checks.Refuse(TrustCheck.ImportedKeyAsks, asks))
        {
            return new Error("importedKeyOpenToAllApps", request.Slot);
        }

        var certificate = CertificateReader.Read(request.Certificate);
        if (!certificate.IsOk)
        {
            return FromPki.Error(certificate.Error, request.Slot);
        }

        // That the record's owner is the true one is the seal's to prove, when the vault opens it.
        return core.Checks.Refuse(TrustCheck.ImportedKeyOwner, key.Value.Owner.Any(binding.HasAddress))
            ? new Error("importedKeyNotOfOwner", request.Slot)
            : new SealedKeySlot(request.Slot, key.Value, certificate.Value);
    }

    private Result<DeliverySlot> Issued(IssuedIdentityRequest request, IReadOnlyList<IssuanceRow> issued)
    {
        if (request.ValidityDays is < 1 or > MostDays || request.EmailAddresses.Count is < 1 or > 20)
        {
            return new Error("invalidRequest", request.Slot, "validityDays or emailAddresses");
        }

        var subject = SubjectName.Parse(request.Subject);
        if (!subject.IsOk)
        {
            return FromPki.Error(subject.Error, request.Slot);
        }

        var stranger = request.EmailAddresses.Concat(SubjectAddresses.Of(subject.Value)).FirstOrDefault(address => !binding.HasAddress(address));
        if (core.Checks.Refuse(TrustCheck.IssuedAddressBound, stranger is null))
        {
            return new Error("issuedAddressNotBound", request.Slot, stranger);
        }

        return new NewKeySlot(request.Slot, AlgorithmOf(request.KeyKind), (publicKey, cancellationToken) =>
            CertifyAsync(request, publicKey, Replaced(request, issued), cancellationToken));
    }

    private Task<Result<X509Certificate2>> CertifyAsync(
        IssuedIdentityRequest request, byte[] publicKey, string? replaced, CancellationToken cancellationToken)
    {
        var order = new CertificateOrder(
            publicKey, request.Subject, request.EmailAddresses, request.Usage, TimeSpan.FromDays(request.ValidityDays),
            new IssuancePurpose(work.EnrollmentId, request.ProfileId, work.ItemId, work.Revision));
        return replaced is null
            ? core.MailAuthority.IssueAsync(order, cancellationToken)
            : core.MailAuthority.RenewAsync(order, replaced, cancellationToken);
    }

    private static string? Replaced(IssuedIdentityRequest request, IReadOnlyList<IssuanceRow> issued) =>
        issued.LastOrDefault(row => row.ProfileId == request.ProfileId && row.Certificate is not null)?.SerialNumber;

    private static KeyAlgorithm AlgorithmOf(KeyKind kind) => kind switch
    {
        KeyKind.Rsa2048 => KeyAlgorithm.Rsa2048,
        KeyKind.Rsa3072 => KeyAlgorithm.Rsa3072,
        KeyKind.EcP256 => KeyAlgorithm.EcdsaP256,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
