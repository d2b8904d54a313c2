using Chancery.Channels.Apple.Profiles;
using Chancery.Channels.Connectors;
using Chancery.Connector.Letters;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Mail;
using Chancery.Pki;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>Makes an enrolment profile with a challenge the server never sees, and mails it to the person.</summary>
internal sealed class CreateEnrollmentHandler(ConnectorCore core)
{
    internal async Task<WorkOutcome> HandleAsync(CreateEnrollmentWork work, CancellationToken cancellationToken)
    {
        var address = work.Address.Trim().ToLowerInvariant();
        if (!MailAddress.IsUsable(address))
        {
            return Refusal.Of("enrollmentAddressInvalid", "address");
        }

        var allowed = work.Delivery != EnrollmentDelivery.Link || LinkPolicy.Allows(core.Options.LinkEnrollmentAddresses, address);
        if (core.Checks.Refuse(TrustCheck.LinkAllowed, allowed))
        {
            return Refusal.Of("linkEnrollmentNotAllowed", "delivery");
        }

        using var held = await core.EnrollmentLocks.EnterAsync(work.EnrollmentId.ToString(), cancellationToken);
        await using var db = core.Store.Begin();
        if (await ProblemAsync(db, work.EnrollmentId, address, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (!await LetterBook.TakeAsync(core, db, address, cancellationToken))
        {
            return Refusal.Of("enrollmentLettersTooMany", "address");
        }

        var challenge = Challenge.Make(work.EnrollmentId);
        await RememberAsync(db, work, address, challenge, cancellationToken);
        var profile = Sign(EnrollmentProfile.Write(Describe(work, challenge)));
        var letter = work.Delivery == EnrollmentDelivery.Mail
            ? EnrollmentLetter.WithProfile(core.Options, work, address, profile)
            : EnrollmentLetter.Notice(core.Options, work, address);
        var unsent = await SendAsync(letter, cancellationToken);
        return unsent is not null ? unsent : new EnrollmentCreated(work.Delivery == EnrollmentDelivery.Link ? profile : null);
    }

    private async Task<WorkRefused?> ProblemAsync(ConnectorDbContext db, Guid enrollmentId, string address, CancellationToken cancellationToken)
    {
        if (core.Checks.Refuse(TrustCheck.BindingLive, !await core.Bindings.HasEndedAsync(db, enrollmentId, cancellationToken)))
        {
            return Refusal.Of("bindingEnded", "enrollmentId");
        }

        var bound = await db.Bindings.AnyAsync(row => row.EnrollmentId == enrollmentId, cancellationToken);
        if (core.Checks.Refuse(TrustCheck.EnrollmentOnce, !bound))
        {
            return Refusal.Of("enrollmentAlreadyBound", "enrollmentId");
        }

        var known = await db.Challenges.FirstOrDefaultAsync(row => row.EnrollmentId == enrollmentId, cancellationToken);
        return core.Checks.Refuse(TrustCheck.EnrollmentKeepsAddress, known is null || known.Address == address)
            ? Refusal.Of("enrollmentAddressDiffers", "address")
            : null;
    }

    // The challenge of an earlier letter of the same enrolment, not used yet, stops working: the last letter is the one that counts.
    private async Task RememberAsync(ConnectorDbContext db, CreateEnrollmentWork work, string address, string challenge, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Challenges.Where(row => row.EnrollmentId == work.EnrollmentId).ExecuteDeleteAsync(cancellationToken);
        db.Challenges.Add(new ChallengeRow
        {
            EnrollmentId = work.EnrollmentId,
            Address = address,
            Platform = work.Platform.ToString(),
            Delivery = work.Delivery.ToString(),
            ChallengeHash = Challenge.Hash(challenge),
            ExpiresTicks = (core.Time.GetUtcNow() + core.Options.EnrollmentValidity).UtcTicks,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private EnrollmentProfileSpec Describe(CreateEnrollmentWork work, string challenge)
    {
        // The server ends management by removing the profile of this identifier.
        const string identifier = Identifiers.ManagementProfile;
        var texts = LetterTexts.In(work.Language);
        return new EnrollmentProfileSpec(
            identifier,
            PayloadUuid.Of(identifier, work.EnrollmentId.ToString("D"), Convert.ToHexStringLower(Challenge.Hash(challenge))),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, texts.ProfileName, core.Options.Organization),
            core.Options.Organization,
            new AppleMdmSpec(core.Addresses.Mdm, core.Addresses.CheckIn, core.MdmTopic) { PerUserConnections = work.Platform == Platform.MacOS },
            new AppleScepSpec(
                core.Addresses.Scep, "device", work.EnrollmentId.ToString("D"), challenge,
                core.DeviceAuthority.Certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)),
            core.DeviceTrust)
        { PayloadDescription = texts.ProfileDescription };
    }

    private byte[] Sign(byte[] profile) =>
        SignedData.Sign(profile, core.DeviceAuthority.Certificate, core.DeviceAuthority.Key, detached: false, []);

    private async Task<WorkRefused?> SendAsync(MailDraft letter, CancellationToken cancellationToken)
    {
        var written = SecureMail.Plain(letter);
        if (!written.IsOk)
        {
            return Refusal.Of("enrollmentAddressInvalid", "address", written.Error.Name);
        }

        try
        {
            await core.Mail.SendAsync(new OutgoingMail(letter.From, letter.To, written.Value), cancellationToken);
            return null;
        }
        catch (IOException exception)
        {
            return new WorkRefused(new Error("mailNotSent", null, exception.Message), Retryable: true);
        }
    }
}
