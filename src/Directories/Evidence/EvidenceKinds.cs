using System.Security.Cryptography;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>What is different about fetching each kind of evidence.</summary>
internal static class EvidenceKinds
{
    private const int MaxCertificateBytes = 256 * 1024;

    // RFC 6960 appendix A.1: GET for requests that encode to less than 255 bytes, which caches on the way can answer.
    private const int MaxGetBytes = 255;

    private static readonly TimeSpan UndatedLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan CertificateLifetime = TimeSpan.FromDays(7);

    public static int MaxBytes(MissingEvidenceKind kind, RevocationFetcherOptions options) => kind switch
    {
        MissingEvidenceKind.OcspResponse => OcspResponse.MaxBytes,
        MissingEvidenceKind.IssuerCertificate => MaxCertificateBytes,
        _ => options.MaxRevocationListBytes,
    };

    /// <summary>The requests that may get it, the first to be tried first; none where it cannot be asked for.</summary>
    public static IReadOnlyList<WebQuestion> Questions(MissingEvidence missing, Uri url, int maxBytes)
    {
        if (missing.Kind != MissingEvidenceKind.OcspResponse)
        {
            return [new WebQuestion(url, maxBytes)];
        }

        if (missing.Issuer is not { } issuer)
        {
            return [];
        }

        var request = OcspRequest.Create(missing.Certificate, issuer, HashAlgorithmName.SHA1);
        var post = new WebQuestion(url, maxBytes) { Body = request, BodyType = OcspRequest.MediaType, Accept = OcspResponse.MediaType };
        var encoded = Uri.EscapeDataString(Convert.ToBase64String(request));
        return encoded.Length < MaxGetBytes && url.Query.Length == 0
            ? [new WebQuestion(new Uri(url.AbsoluteUri.TrimEnd('/') + "/" + encoded), maxBytes) { Accept = OcspResponse.MediaType }, post]
            : [post];
    }

    /// <summary>What it is kept under: a response is about one certificate, all else about its URL.</summary>
    public static string Key(MissingEvidence missing, string url) => missing.Kind == MissingEvidenceKind.OcspResponse
        ? $"{missing.Kind} {url} {Convert.ToHexString(missing.Certificate.GetCertHash(HashAlgorithmName.SHA256))}"
        : $"{missing.Kind} {url}";

    /// <summary>Until when the evidence is current, as it says itself; a failure where it is not what it should be.</summary>
    public static PkiResult<DateTimeOffset> Expires(MissingEvidenceKind kind, byte[] bytes, DateTimeOffset now)
    {
        switch (kind)
        {
            case MissingEvidenceKind.IssuerCertificate:
                var certificates = CertificateReader.ReadAll(bytes);
                return certificates.IsOk ? now + CertificateLifetime : certificates.Error;
            case MissingEvidenceKind.OcspResponse:
                var response = OcspResponse.Read(bytes);
                return response.IsOk ? response.Value.Answers.Min(answer => answer.NextUpdate) ?? now + UndatedLifetime : response.Error;
            default:
                var list = RevocationList.Read(bytes);
                return list.IsOk ? list.Value.NextUpdate ?? now + UndatedLifetime : list.Error;
        }
    }
}
