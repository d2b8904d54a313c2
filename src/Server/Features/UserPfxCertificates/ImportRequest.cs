using System.Formats.Asn1;
using Chancery.Domain;
using Chancery.Server.Graph;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>What an import says beside the sealed PFX; kept with the work, since it is checked against the connector's verdict.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Thumbprint">The thumbprint the certificate must have, where one was given.</param>
/// <param name="StartDateTime">The start of validity it must have, where one was given.</param>
/// <param name="ExpirationDateTime">The end of validity it must have, where one was given.</param>
/// <param name="KeyName">Graph's <c>keyName</c>.</param>
/// <param name="ProviderName">Graph's <c>providerName</c>.</param>
/// <param name="Replaces">The certificate this replaces; null for a new one.</param>
/// <param name="RequestId">The request it came by.</param>
internal sealed record ImportContext(
    Guid UserId, string? Thumbprint, DateTimeOffset? StartDateTime, DateTimeOffset? ExpirationDateTime, string? KeyName, string? ProviderName, Guid? Replaces,
    string RequestId);

/// <summary>A body of <c>userPfxCertificates</c>, read.</summary>
internal sealed record ImportRequest(
    string? UserPrincipalName, IntendedPurpose? Purpose, byte[]? Sealed, string? Thumbprint, DateTimeOffset? Start, DateTimeOffset? End,
    string? KeyName, string? ProviderName)
{
    /// <summary>Far above any person's PFX, chain and all.</summary>
    internal const int LargestBlob = 1024 * 1024;

    internal static Result<ImportRequest> Read(GraphReader body)
    {
        var purpose = Purposes(body);
        var blob = body.Bytes("encryptedPfxBlob", LargestBlob);
        var thumbprint = body.Text("thumbprint", 64)?.ToLowerInvariant();
        if (thumbprint is not null && (thumbprint.Length != 40 || !thumbprint.All(char.IsAsciiHexDigitLower)))
        {
            // A malformed one made undeletable rows in Intune (graph-docs-contrib#6832).
            body.Fail("thumbprint", "A SHA-1 thumbprint of 40 hexadecimal digits is expected.");
        }

        var request = new ImportRequest(
            body.Text("userPrincipalName"), purpose, blob, thumbprint, body.Instant("startDateTime"), body.Instant("expirationDateTime"),
            body.Text("keyName"), body.Text("providerName"));
        if (blob is not null && !IsSealed(blob))
        {
            body.Fail("encryptedPfxBlob", "It is no CMS AuthEnvelopedData.", "importNotSealed");
        }

        return body.Error is { } error ? error : request;
    }

    private static IntendedPurpose? Purposes(GraphReader body)
    {
        switch (body.Text("intendedPurpose")?.ToUpperInvariant())
        {
            case null:
                return null;
            case "SMIMEENCRYPTION":
                return IntendedPurpose.SmimeEncryption;
            case "SMIMESIGNING":
                return IntendedPurpose.SmimeSigning;
            case "UNASSIGNED" or "VPN" or "WIFI":
                body.Fail("intendedPurpose", "It serves no mail.", "purposeUnsupported");
                return null;
            default:
                body.Fail("intendedPurpose", "smimeEncryption or smimeSigning is expected.");
                return null;
        }
    }

    // RFC 5083 2: id-ct-authEnvelopedData. Only the outer envelope is looked at: what is inside is for the vault's eyes.
    private static bool IsSealed(byte[] blob)
    {
        try
        {
            var content = new AsnReader(blob, AsnEncodingRules.BER).ReadSequence();
            return content.ReadObjectIdentifier() == "1.2.840.113549.1.9.16.1.23";
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
