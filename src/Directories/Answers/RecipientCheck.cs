using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>Something a directory handed out, before anybody looked at it.</summary>
/// <param name="Certificate">What should be one certificate, DER or PEM.</param>
/// <param name="Capabilities">SMIMECapabilities that came with it, signed by its owner.</param>
/// <param name="Vouched">The directory itself authenticates it (DANE-EE over DNSSEC): no path is asked for.</param>
internal sealed record Candidate(ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte>? Capabilities = null, bool Vouched = false);

/// <summary>The check of a directory's certificates before use (RFC 8550 §3, §4.4.2).</summary>
internal sealed class RecipientCheck(RecipientRules rules, MailAddress address, string source)
{
    /// <summary>Sorts candidates into those usable, best first, and those not.</summary>
    internal async Task<RecipientAnswer> AnswerAsync(string asked, IReadOnlyList<Candidate> candidates, CancellationToken cancellation)
    {
        var read = new List<(Candidate Candidate, X509Certificate2 Certificate)>();
        var refused = ImmutableArray.CreateBuilder<RefusedCertificate>();
        foreach (var candidate in candidates.Take(RecipientRules.MaxCertificates))
        {
            var certificate = CertificateReader.Read(candidate.Certificate.Span);
            if (certificate.IsOk)
            {
                Add(read, candidate, certificate.Value);
            }
            else
            {
                refused.Add(new RefusedCertificate(null, certificate.Error, source));
            }
        }

        if (candidates.Count > RecipientRules.MaxCertificates)
        {
            refused.Add(new RefusedCertificate(null, new PkiError(PkiErrorCode.CertificateTooLarge, $"{candidates.Count} certificates for one address."), source));
        }

        var all = read.ConvertAll(pair => pair.Certificate);
        var usable = new List<FoundCertificate>();
        foreach (var (candidate, certificate) in read)
        {
            var reason = Refusal(certificate) ?? await UntrustedAsync(candidate, certificate, all, cancellation);
            if (reason is null)
            {
                usable.Add(new FoundCertificate(certificate, candidate.Capabilities, source));
            }
            else
            {
                refused.Add(new RefusedCertificate(certificate, reason, source));
            }
        }

        return new RecipientAnswer(asked) { Usable = Ordered(usable), Refused = refused.ToImmutable() };
    }

    // The one its owner took last; with a known program before one without.
    internal static ImmutableArray<FoundCertificate> Ordered(IEnumerable<FoundCertificate> usable) =>
        [.. usable.OrderByDescending(found => found.Certificate.NotBefore).ThenByDescending(found => found.Capabilities is not null).ThenByDescending(found => found.Certificate.NotAfter)];

    // Servers keep the same certificate in several attributes; the copy that tells more counts.
    private static void Add(List<(Candidate Candidate, X509Certificate2 Certificate)> read, Candidate candidate, X509Certificate2 certificate)
    {
        var same = read.FindIndex(other => other.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));
        if (same < 0)
        {
            read.Add((candidate, certificate));
            return;
        }

        var known = read[same].Candidate;
        read[same] = (known with { Capabilities = known.Capabilities ?? candidate.Capabilities, Vouched = known.Vouched || candidate.Vouched }, read[same].Certificate);
        certificate.Dispose();
    }

    private PkiError? Refusal(X509Certificate2 certificate)
    {
        var info = CertificateReader.Describe(certificate);
        var now = rules.Time.GetUtcNow();
        if (!info.EmailAddresses.Any(address.Is))
        {
            return new PkiError(PkiErrorCode.RecipientAddressMismatch, info.EmailAddresses.IsEmpty ? info.Subject : string.Join(", ", info.EmailAddresses));
        }

        if (!info.CanEncrypt || info.IsAuthority)
        {
            return new PkiError(PkiErrorCode.RecipientNotForEncryption, info.IsAuthority ? "It is an authority's." : $"Its key usage is {info.KeyUsage}.");
        }

        if (now < info.NotBefore)
        {
            return new PkiError(PkiErrorCode.RecipientNotYetValid, $"Valid from {info.NotBefore:u}.");
        }

        // RFC 5280 §4.1.2.5: the last second counts in full.
        return now >= info.NotAfter.AddSeconds(1) ? new PkiError(PkiErrorCode.RecipientExpired, $"Valid until {info.NotAfter:u}.") : KeyRefusal(certificate, info);
    }

    private PkiError? KeyRefusal(X509Certificate2 certificate, CertificateInfo info)
    {
        var recipient = EnvelopeRecipient.Create(certificate);
        if (!recipient.IsOk)
        {
            return recipient.Error;
        }

        recipient.Value.Dispose();
        using var rsa = certificate.PublicKey.GetRSAPublicKey();
        return rsa?.KeySize < rules.MinimumRsaBits
            ? new PkiError(PkiErrorCode.RecipientUnsuitable, $"The key is {info.KeyDescription}; {rules.MinimumRsaBits} bits are asked for.")
            : null;
    }

    private async ValueTask<PkiError?> UntrustedAsync(
        Candidate candidate, X509Certificate2 certificate, List<X509Certificate2> all, CancellationToken cancellation) =>
        candidate.Vouched || rules.Trust is not { } trust
            ? null
            : await trust(certificate, [.. all.Where(other => !ReferenceEquals(other, certificate))], cancellation);
}
