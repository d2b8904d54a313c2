namespace Chancery.Channels.Apple.CheckIn;

/// <summary>Writes check-in messages, for the simulated devices.</summary>
public static class CheckInWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="message">The message.</param>
    public static byte[] Write(CheckInMessage message)
    {
        var plist = new PlistDictionary { { "MessageType", message.GetType().Name } };
        IdentifierFields.Add(plist, message.Ids);
        AddText(plist, "Topic", message.Topic);
        switch (message)
        {
            case Authenticate authenticate:
                Add(plist, authenticate);
                break;
            case TokenUpdate update:
                Add(plist, update);
                break;
            case UserAuthenticate user:
                AddText(plist, "DigestResponse", user.DigestResponse);
                break;
            case DeclarativeManagement step:
                plist.Add("Endpoint", step.Endpoint);
                AddData(plist, "Data", step.Data);
                break;
            case GetToken token:
                plist.Add("TokenServiceType", token.TokenServiceType);
                break;
            case SetBootstrapToken token:
                AddData(plist, "BootstrapToken", token.BootstrapToken);
                break;
        }

        return Plist.Write(plist);
    }

    private static void Add(PlistDictionary plist, Authenticate message)
    {
        AddText(plist, "DeviceName", message.DeviceName);
        AddText(plist, "Model", message.Model);
        AddText(plist, "ModelName", message.ModelName);
        AddText(plist, "ProductName", message.ProductName);
        AddText(plist, "OSVersion", message.OSVersion);
        AddText(plist, "BuildVersion", message.BuildVersion);
        AddText(plist, "SerialNumber", message.SerialNumber);
        AddText(plist, "IMEI", message.Imei);
        AddText(plist, "MEID", message.Meid);
    }

    private static void Add(PlistDictionary plist, TokenUpdate message)
    {
        plist.Add("PushMagic", message.PushMagic);
        plist.Add("Token", message.Token);
        AddData(plist, "UnlockToken", message.UnlockToken);
        plist.Add("AwaitingConfiguration", message.AwaitingConfiguration);
        if (message.Channel.IsUser)
        {
            plist.Add("NotOnConsole", message.NotOnConsole);
        }
    }

    private static void AddText(PlistDictionary plist, string key, string? text) => plist.Add(key, text is null ? null : new PlistString(text));

    private static void AddData(PlistDictionary plist, string key, byte[]? data) => plist.Add(key, data is null ? null : new PlistData(data));
}

/// <summary>How the identifiers of a channel are written in every message a device sends.</summary>
internal static class IdentifierFields
{
    public static void Add(PlistDictionary plist, EnrollmentIds ids)
    {
        AddText(plist, "UDID", ids.Udid);
        AddText(plist, "EnrollmentID", ids.EnrollmentId);
        AddText(plist, "UserID", ids.UserId);
        AddText(plist, "EnrollmentUserID", ids.EnrollmentUserId);
        AddText(plist, "UserShortName", ids.UserShortName);
        AddText(plist, "UserLongName", ids.UserLongName);
    }

    private static void AddText(PlistDictionary plist, string key, string? text) => plist.Add(key, text is null ? null : new PlistString(text));
}
