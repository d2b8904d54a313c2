using System.Text.Json.Nodes;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>An imported certificate as Graph's <c>userPFXCertificate</c> (facts of Intune 9.2).</summary>
internal static class UserPfxJson
{
    /// <summary>The identifier: the user's without dashes, and the thumbprint.</summary>
    internal static string Id(Guid userId, string thumbprint) => $"{userId:n}-{thumbprint}";

    internal static JsonObject Write(UserPfxCertificateRow row, string userPrincipalName) => new()
    {
        ["@odata.type"] = "#microsoft.graph.userPFXCertificate",
        ["id"] = Id(row.UserId, row.Thumbprint),
        ["thumbprint"] = row.Thumbprint,
        ["intendedPurpose"] = GraphReader.Camel(row.IntendedPurpose.ToString()),
        ["userPrincipalName"] = userPrincipalName,
        ["startDateTime"] = JsonBytes.Instant(row.NotBefore),
        ["expirationDateTime"] = JsonBytes.Instant(row.NotAfter),
        ["providerName"] = row.ProviderName,
        ["keyName"] = row.KeyName,
        ["paddingScheme"] = "none",

        // Write-only in Graph: what Intune answers instead.
        ["encryptedPfxBlob"] = "AA==",
        ["encryptedPfxPassword"] = "",
        ["createdDateTime"] = JsonBytes.Instant(row.CreatedDateTime),
        ["lastModifiedDateTime"] = JsonBytes.Instant(row.LastModifiedDateTime),
        ["subjectName"] = row.Subject,
        ["issuerName"] = row.Issuer,
        ["serialNumber"] = row.SerialNumber,
        ["warnings"] = new JsonArray([.. row.Warnings.Select(warning => JsonValue.Create(warning))]),
    };
}
