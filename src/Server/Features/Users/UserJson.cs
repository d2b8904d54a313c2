using System.Text.Json.Nodes;
using Chancery.Server.Http;
using Chancery.Storage;

namespace Chancery.Server.Features.Users;

/// <summary>A person as Graph's <c>user</c>.</summary>
internal static class UserJson
{
    internal static JsonObject Write(UserRow user) => new()
    {
        ["id"] = user.Id.ToString(),
        ["userPrincipalName"] = user.UserPrincipalName,
        ["mail"] = user.Mail,
        ["displayName"] = user.DisplayName,
        ["givenName"] = user.GivenName,
        ["surname"] = user.Surname,
        ["preferredLanguage"] = user.PreferredLanguage,
        ["onPremisesSamAccountName"] = user.OnPremisesSamAccountName,
        ["onPremisesDistinguishedName"] = user.OnPremisesDistinguishedName,
        ["createdDateTime"] = JsonBytes.Instant(user.CreatedDateTime),
    };
}
