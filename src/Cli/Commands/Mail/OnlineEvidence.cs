using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Directories;
using Chancery.Mail;
using Chancery.Pki;

namespace Chancery.Cli.Commands;

/// <summary>Verification that may fetch: what the paths of the signers miss is fetched from where the certificates say, and kept for the next time.</summary>
internal static class OnlineEvidence
{
    public static async Task<MailVerdict> VerifyAsync(
        CliContext context, byte[] message, VerificationSettings settings, FetchRules? fetching, CancellationToken cancellation) =>
        MailVerification.Verify(message, await CompleteAsync(context, message, settings, fetching, cancellation));

    /// <returns>The settings, with what was fetched.</returns>
    public static async Task<VerificationSettings> CompleteAsync(
        CliContext context, byte[] message, VerificationSettings settings, FetchRules? fetching, CancellationToken cancellation)
    {
        if (fetching is null)
        {
            return AsOf(context, message, settings);
        }

        using var fetcher = new RevocationFetcher(new RevocationFetcherOptions
        {
            Fetching = fetching,
            CacheFolder = Path.Combine(context.ConfigFolder, "evidence"),
            Time = context.Time,
        });
        foreach (var signer in MailVerification.Verify(message, settings).Signers)
        {
            if (signer is { Certificate: { } certificate, Path: not null })
            {
                var fetched = await fetcher.ValidateAsync(Question(certificate, signer, settings), cancellation);
                foreach (var failed in fetched.Attempts.Where(attempt => attempt.Error is not null))
                {
                    context.Error.WriteLine(context.Say(MailWords.NotFetched(VerdictText.Visible(failed.Url), failed.Error!.Name)));
                }

                settings = settings with { Intermediates = [.. fetched.Request.Intermediates], Revocation = fetched.Request.Revocation };
            }
        }

        return AsOf(context, message, settings);
    }

    // Of a time gone by, a list of that time tells, and so does one of today: it names what was revoked meanwhile, and when. Whichever says revoked is
    // believed, and else whichever says anything.
    private static VerificationSettings AsOf(CliContext context, byte[] message, VerificationSettings settings)
    {
        var today = settings with { EvidenceAt = context.Time.GetUtcNow() };
        if (settings.At >= today.EvidenceAt)
        {
            return settings;
        }

        var (then, now) = (Codes(message, settings), Codes(message, today));
        return now.Contains(MailReasonCode.CertificateRevoked)
            || (then.Contains(MailReasonCode.RevocationUnknown) && !now.Contains(MailReasonCode.RevocationUnknown)) ? today : settings;
    }

    private static HashSet<MailReasonCode> Codes(byte[] message, VerificationSettings settings) =>
        [.. MailVerification.Verify(message, settings).Reasons.Select(reason => reason.Code)];

    private static PathRequest Question(
        System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, SignerReport signer, VerificationSettings settings) => new()
        {
            Certificate = certificate,
            Intermediates = [.. settings.Intermediates, .. signer.Path!.Path],
            Trust = settings.Trust,
            At = settings.At,
            EvidenceAt = settings.EvidenceAt,
            Purpose = KeyPurpose.EmailSigning,
            Revocation = settings.Revocation,
            RevocationMode = settings.RevocationMode,
        };
}
