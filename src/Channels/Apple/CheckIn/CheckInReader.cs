using Chancery.Domain;

namespace Chancery.Channels.Apple.CheckIn;

/// <summary>Reads check-in messages, leniently: unknown keys are passed over, documented ones may be missing where nothing hangs on them.</summary>
public static class CheckInReader
{
    /// <summary>
    /// Reads one message. Fails with the codes of <see cref="Plist.Parse"/>, <c>checkInMessageUnknown</c>, <c>mdmFieldMissing</c> or
    /// <c>mdmFieldInvalid</c> (the target names the key).
    /// </summary>
    /// <param name="body">The body, as it came.</param>
    public static Result<CheckInMessage> Read(ReadOnlySpan<byte> body)
    {
        var parsed = Plist.ParseDictionary(body);
        if (!parsed.IsOk)
        {
            return parsed.Error;
        }

        var fields = new MessageFields(parsed.Value);
        Func<MessageFields, CheckInMessage>? read = fields.RequiredText("MessageType") switch
        {
            "Authenticate" => ReadAuthenticate,
            "TokenUpdate" => ReadTokenUpdate,
            "CheckOut" => it => new CheckOut { Ids = it.Ids(), Topic = it.Text("Topic") },
            "UserAuthenticate" => it => new UserAuthenticate { Ids = it.Ids(), Topic = it.Text("Topic"), DigestResponse = it.Text("DigestResponse") },
            "DeclarativeManagement" => ReadDeclarativeManagement,
            "GetToken" => it => new GetToken { Ids = it.Ids(), Topic = it.Text("Topic"), TokenServiceType = it.RequiredText("TokenServiceType") },
            "GetBootstrapToken" => it => new GetBootstrapToken { Ids = it.Ids(), Topic = it.Text("Topic") },
            "SetBootstrapToken" => ReadSetBootstrapToken,
            _ => null,
        };
        return read is null ? fields.Error ?? new Error("checkInMessageUnknown", "MessageType") : fields.Finish(read);
    }

    private static Authenticate ReadAuthenticate(MessageFields fields) => new()
    {
        Ids = fields.Ids(),
        Topic = fields.RequiredId("Topic"),
        DeviceName = fields.Text("DeviceName"),
        Model = fields.Text("Model"),
        ModelName = fields.Text("ModelName"),
        ProductName = fields.Text("ProductName"),
        OSVersion = fields.Text("OSVersion"),
        BuildVersion = fields.Text("BuildVersion"),
        SerialNumber = fields.Text("SerialNumber"),
        Imei = fields.Text("IMEI"),
        Meid = fields.Text("MEID"),
    };

    private static DeclarativeManagement ReadDeclarativeManagement(MessageFields fields) => new()
    {
        Ids = fields.Ids(),
        Topic = fields.Text("Topic"),
        Endpoint = fields.RequiredText("Endpoint"),
        Data = fields.Message.Data("Data"),
    };

    private static SetBootstrapToken ReadSetBootstrapToken(MessageFields fields) => new()
    {
        Ids = fields.Ids(),
        Topic = fields.Text("Topic"),
        BootstrapToken = fields.Message.Data("BootstrapToken"),
    };

    private static TokenUpdate ReadTokenUpdate(MessageFields fields) => new()
    {
        Ids = fields.Ids(),
        Topic = fields.RequiredId("Topic"),
        PushMagic = fields.RequiredText("PushMagic"),
        Token = fields.RequiredData("Token"),
        UnlockToken = fields.Message.Data("UnlockToken"),
        AwaitingConfiguration = fields.Message.Boolean("AwaitingConfiguration") ?? false,
        NotOnConsole = fields.Message.Boolean("NotOnConsole") ?? false,
    };
}
