using System.Security.Cryptography;
using System.Text.Json;
using Chancery.Channels.Connectors;
using Chancery.Domain;
using Chancery.Server.Connectors;
using Chancery.Server.Graph;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Features.UserPfxCertificates;

/// <summary>
/// POST <c>/deviceManagement/userPfxCertificates</c>: the request is held until the connector has looked inside the seal. The rows are written by the
/// transaction that records its verdict (<see cref="ImportOutcome"/>): nothing is stored before, and nothing where there is none.
/// </summary>
internal static class ImportUserPfx
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    internal static async Task<IResult> HandleAsync(HttpContext http, ChanceryDbContext db, HeldWork held)
    {
        var json = await RequestBody.ReadObjectAsync(http.Request, 2 * ImportRequest.LargestBlob);
        if (!json.IsOk)
        {
            return Answers.Fail(json.Error);
        }

        var body = new GraphReader(json.Value);
        body.RequiredText("userPrincipalName");
        body.RequiredText("intendedPurpose");
        body.RequiredText("encryptedPfxBlob", 2 * ImportRequest.LargestBlob);
        var request = ImportRequest.Read(body);
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        var name = UserRow.Key(request.Value.UserPrincipalName!);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(row => row.UserPrincipalNameKey == name, http.RequestAborted);
        return user switch
        {
            null => Answers.Fail("userUnknown", "userPrincipalName", request.Value.UserPrincipalName),
            { Mail: null } => Answers.Fail("userHasNoAddress", "userPrincipalName", user.UserPrincipalName),
            _ => await RunAsync(http, db, held, request.Value, user, request.Value.Purpose!.Value, replaces: null, StatusCodes.Status201Created),
        };
    }

    /// <summary>Has the connector judge a sealed PFX, and answers with what was stored.</summary>
    internal static async Task<IResult> RunAsync(
        HttpContext http, ChanceryDbContext db, HeldWork held, ImportRequest request, UserRow user, IntendedPurpose purpose, Guid? replaces, int status)
    {
        var context = new ImportContext(
            user.Id, request.Thumbprint, request.Start, request.End, request.KeyName, request.ProviderName, replaces, http.TraceIdentifier);
        var work = Works.Request(
            new ImportPfxWork(request.Sealed!, user.Mail!, purpose), $"import:{user.Id}:{Convert.ToHexStringLower(SHA256.HashData(request.Sealed!))}") with
        {
            ContextJson = JsonSerializer.Serialize(context),
        };
        var finished = await held.RunAsync(work, LongestWait, http.RequestAborted);
        if (!finished.IsOk)
        {
            return Answers.Fail(finished.Error with { Target = Target(finished.Error.Code) });
        }

        var stored = await ImportOutcome.StoredAsync(db, user.Id, (PfxImported)Works.Outcome(finished.Value), request.Thumbprint, http.RequestAborted);
        return stored is null
            ? Answers.Fail("notFound", "userPfxCertificates")
            : GraphAnswer.Entity(http, UserPfxEndpoints.Set, UserPfxJson.Write(stored, user.UserPrincipalName), stored.Version, status);
    }

    // The queue keeps a refusal's code and detail; which property it is about follows from the code.
    private static string Target(string code) => code switch
    {
        "thumbprintMismatch" or "alreadyExists" => "thumbprint",
        "validityMismatch" => "startDateTime",
        _ => "encryptedPfxBlob",
    };
}
