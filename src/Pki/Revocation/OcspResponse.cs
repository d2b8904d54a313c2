using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>Reads and verifies OCSP responses (RFC 6960 §4.2).</summary>
public static class OcspResponse
{
    /// <summary>The largest response read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The media type of a response sent over HTTP (RFC 6960 appendix A.2).</summary>
    public const string MediaType = "application/ocsp-response";

    /// <summary>Reads a response. Nothing is verified.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <returns>Its facts; <c>ocspMalformed</c>, <c>ocspRefused</c>.</returns>
    public static PkiResult<OcspInfo> Read(ReadOnlyMemory<byte> der)
    {
        var read = ReadFile(der);
        return read.IsOk
            ? new OcspInfo(read.Value.ProducedAt, [.. (read.Value.Nonce ?? default).Span], [.. read.Value.Singles.Select(Describe)])
            : read.Error;
    }

    /// <summary>Whether a response may be believed about a certificate, and what it says: it is by the issuer, or by a responder that the issuer
    /// certified for it (RFC 6960 §4.2.2.2), is current, and repeats the nonce. Whether such a responder is itself revoked is not looked at:
    /// <see cref="CertificatePath"/> does that.</summary>
    /// <param name="der">DER, at most <see cref="MaxBytes"/>.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Its issuer's.</param>
    /// <param name="at">The instant at which the response must be current.</param>
    /// <param name="nonce">The nonce that was sent; empty for none.</param>
    /// <returns>The fact; <c>ocspMalformed</c>, <c>ocspRefused</c>, <c>ocspUnusable</c>.</returns>
    public static PkiResult<RevocationFact> Check(
        ReadOnlyMemory<byte> der, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at, ReadOnlySpan<byte> nonce = default)
    {
        var read = ReadFile(der);
        if (!read.IsOk)
        {
            return read.Error;
        }

        if (PathCertificate.TryRead(certificate.RawDataMemory, certificate) is not { } subject
            || PathCertificate.TryRead(issuer.RawDataMemory, issuer) is not { } authority)
        {
            return PkiResult<RevocationFact>.Fail(PkiErrorCode.CertificateMalformed, "The certificate, or its issuer's, cannot be read.");
        }

        // RFC 9654 §2.1: a responder may leave the nonce out; whoever asks with one wants an answer made for it.
        if (!nonce.IsEmpty && !(read.Value.Nonce ?? default).Span.SequenceEqual(nonce))
        {
            return PkiResult<RevocationFact>.Fail(PkiErrorCode.OcspUnusable, "It does not repeat the nonce.");
        }

        var context = new PathContext(new PathRequest { Certificate = certificate, Trust = TrustAnchors.None, At = at });
        var fact = new OcspChecker(context).StatusBy(read.Value, [subject, authority], 0, [subject.Key, authority.Key]);
        return fact.Source is null ? PkiResult<RevocationFact>.Fail(PkiErrorCode.OcspUnusable, fact.Detail) : fact;
    }

    internal static PkiResult<OcspFile> ReadFile(ReadOnlyMemory<byte> der) => der.Length > MaxBytes
        ? PkiResult<OcspFile>.Fail(PkiErrorCode.OcspMalformed, $"More than {MaxBytes} bytes.")
        : Hostile.Read(PkiErrorCode.OcspMalformed, "Not a basic OCSP response.", () => ReadOuter(new AsnReader(der, AsnEncodingRules.DER)));

    private static PkiResult<OcspFile> ReadOuter(AsnReader outer)
    {
        var response = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var status = response.ReadEnumeratedBytes().Span is [var only] ? only : byte.MaxValue;
        if (status != 0)
        {
            return PkiResult<OcspFile>.Fail(PkiErrorCode.OcspRefused, $"The responder answered {StatusName(status)}.");
        }

        var bytes = response.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        return bytes.ReadObjectIdentifier() == Oids.OcspBasic
            ? PkiResult<OcspFile>.Ok(OcspFile.Read(bytes.ReadOctetString()))
            : PkiResult<OcspFile>.Fail(PkiErrorCode.OcspMalformed, "A response of an unknown type.");
    }

    private static string StatusName(byte status) => status switch
    {
        1 => "malformedRequest",
        2 => "internalError",
        3 => "tryLater",
        5 => "sigRequired",
        6 => "unauthorized",
        _ => $"status {status}",
    };

    private static OcspAnswer Describe(OcspSingle single) => new(
        Convert.ToHexString(single.CertId.SerialNumber.Span), single.Status, single.RevokedAt, single.Reason, single.ThisUpdate, single.NextUpdate);
}
