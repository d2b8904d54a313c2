using Chancery.Server.Graph;
using Chancery.Storage;

namespace Chancery.Server.Features.Users;

/// <summary>Takes over the properties of a <c>user</c> that a request gives; those it leaves out stay.</summary>
internal static class UserReading
{
    internal static void Apply(GraphReader body, UserRow user)
    {
        user.UserPrincipalName = body.Text("userPrincipalName") ?? user.UserPrincipalName;
        if (!UserAddress.IsAddress(user.UserPrincipalName))
        {
            body.Fail("userPrincipalName", "A name of the form local@domain is expected.");
        }

        user.Mail = body.Has("mail") ? Mail(body) : user.Mail;
        user.DisplayName = body.Text("displayName") ?? user.DisplayName;
        if (string.IsNullOrWhiteSpace(user.DisplayName))
        {
            user.DisplayName = user.UserPrincipalName;
        }

        user.GivenName = body.Has("givenName") ? body.Text("givenName", 64) : user.GivenName;
        user.Surname = body.Has("surname") ? body.Text("surname", 64) : user.Surname;
        user.PreferredLanguage = body.Has("preferredLanguage") ? body.Text("preferredLanguage", 35) : user.PreferredLanguage;
        user.OnPremisesSamAccountName = body.Has("onPremisesSamAccountName") ? body.Text("onPremisesSamAccountName", 64) : user.OnPremisesSamAccountName;
        user.OnPremisesDistinguishedName = body.Has("onPremisesDistinguishedName")
            ? body.Text("onPremisesDistinguishedName", 1024)
            : user.OnPremisesDistinguishedName;
    }

    private static string? Mail(GraphReader body)
    {
        var mail = body.Text("mail");
        if (mail is not null && !UserAddress.IsAddress(mail))
        {
            body.Fail("mail", "An address of the form local@domain is expected.");
        }

        return mail;
    }
}
