using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>Trust in recipients' certificates by certification paths.</summary>
public static class PathTrust
{
    /// <summary>A judge for <see cref="RecipientRules.Trust"/>: a valid path for encrypting mail must lead from the certificate to an anchor
    /// (<see cref="CertificatePath"/>).</summary>
    /// <param name="trust">The anchors.</param>
    /// <param name="revocation">How much must be known of revocation.</param>
    /// <param name="fetcher">Gets what is missing; null: the certificates of the answer must do.</param>
    /// <param name="evidence">Revocation lists and responses at hand.</param>
    /// <param name="time">The clock.</param>
    public static RecipientTrust Judge(
        TrustAnchors trust, RevocationMode revocation = RevocationMode.IfPresent, RevocationFetcher? fetcher = null, RevocationData? evidence = null,
        TimeProvider? time = null) => async (certificate, others, cancellation) =>
    {
        var request = new PathRequest
        {
            Certificate = certificate,
            Intermediates = others,
            Trust = trust,
            At = (time ?? TimeProvider.System).GetUtcNow(),
            Purpose = KeyPurpose.EmailEncryption,
            Revocation = evidence ?? RevocationData.None,
            RevocationMode = revocation,
        };
        var result = fetcher is null ? CertificatePath.Validate(request) : (await fetcher.ValidateAsync(request, cancellation)).Result;
        return result.Verdict == PathVerdict.Valid ? null
            : new PkiError(PkiErrorCode.RecipientUntrusted, result.Reasons is [var reason, ..] ? $"{reason.Name}: {reason.Detail}" : result.Verdict.ToString());
    };
}
